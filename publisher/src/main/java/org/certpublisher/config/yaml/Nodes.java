package org.certpublisher.config.yaml;

import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** What messages tell of a node. */
final class Nodes {
  private Nodes() {}

  /** The line on which it begins, from 1; 0 when it is not known. */
  static int line(Node node) {
    return node.getStartMark().map(Mark::getLine).map(zeroBased -> zeroBased + 1).orElse(0);
  }

  /** What it is instead of what was expected. */
  static String kind(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getTag().equals(Tag.NULL)
          ? "nothing"
          : "\"" + YamlMap.shown(scalar.getValue()) + "\"";
    }
    return node instanceof SequenceNode ? "a list" : "keys and values";
  }
}
