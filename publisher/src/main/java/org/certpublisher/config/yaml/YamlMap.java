package org.certpublisher.config.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A mapping of the file. Each getter notes what is wrong and gives a stand-in, so that reading goes
 * on and every problem is told at once.
 */
public final class YamlMap {
  private final Context context;
  private final String path;
  private final int line;
  private final Map<String, Node> values;
  private final Map<String, Integer> lines;

  private YamlMap(Context context, String path, int line) {
    this.context = context;
    this.path = path;
    this.line = line;
    this.values = new LinkedHashMap<>();
    this.lines = new LinkedHashMap<>();
  }

  /** The mapping that a node is; only the known keys may be in it. */
  public static YamlMap of(Context context, String path, Node node, String... known) {
    YamlMap map = new YamlMap(context, path, Nodes.line(node));
    if (!(node instanceof MappingNode mapping)) {
      context.problem(
          Nodes.line(node), path, "found " + Nodes.kind(node) + ", expected keys and values");
      return map;
    }
    List<String> allowed = List.of(known);
    for (NodeTuple tuple : mapping.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key) {
        map.take(key, tuple.getValueNode(), allowed);
      } else {
        context.problem(Nodes.line(tuple.getKeyNode()), path, "a key must be a plain word");
      }
    }
    return map;
  }

  private void take(ScalarNode keyNode, Node value, List<String> known) {
    String key = keyNode.getValue();
    int at = Nodes.line(keyNode);
    if (!known.contains(key)) {
      context.problem(
          at,
          child(key),
          "unknown key; "
              + Spelling.suggest(key, known, "expected one of " + String.join(", ", known)));
    } else if (values.containsKey(key)) {
      context.problem(at, child(key), "is there twice, first in line " + lines.get(key));
    } else {
      values.put(key, value);
      lines.put(key, at);
    }
  }

  private String child(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** A text as messages quote it: on one line, not endless. */
  public static String shown(String text) {
    String flat = text.replaceAll("\\p{Cntrl}", "?");
    return flat.length() > 80 ? flat.substring(0, 80) + "…" : flat;
  }

  /** Whether a key is there. */
  public boolean has(String key) {
    return values.containsKey(key);
  }

  /** Where a key stands, or the mapping when it is absent. */
  public int lineOf(String key) {
    int dot = key.indexOf('.');
    return lines.getOrDefault(dot < 0 ? key : key.substring(0, dot), line);
  }

  /** Notes what is wrong with a key. */
  public void problem(String key, String text) {
    context.problem(lineOf(key), child(key), text);
  }

  /** Notes what is allowed and not good. */
  public void warn(String key, String text) {
    context.warn(lineOf(key), child(key), text);
  }

  /** Notes that a key is absent. */
  public void missing(String key, String expected) {
    context.problem(line, child(key), "is missing, expected " + expected);
  }

  /**
   * A mapping below a key; an empty one, with a problem noted, when it must be there and is not.
   */
  public YamlMap map(String key, String expected, String... known) {
    return optionalMap(key, known)
        .orElseGet(
            () -> {
              missing(key, expected);
              return new YamlMap(context, child(key), line);
            });
  }

  public Optional<YamlMap> optionalMap(String key, String... known) {
    return Optional.ofNullable(values.get(key)).map(node -> of(context, child(key), node, known));
  }

  /** A text one level down, for deciding which keys may be there; notes nothing. */
  public Optional<String> peek(String key, String inner) {
    if (values.get(key) instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode name
            && name.getValue().equals(inner)
            && tuple.getValueNode() instanceof ScalarNode value) {
          return Optional.of(value.getValue());
        }
      }
    }
    return Optional.empty();
  }

  /** Whether the value is a plain text rather than keys and values. */
  public boolean isScalar(String key) {
    return values.get(key) instanceof ScalarNode;
  }

  /** The text of a key; empty, with a problem noted, when it is not a text. */
  public Optional<String> optionalText(String key) {
    Node node = values.get(key);
    return node == null ? Optional.empty() : scalar(node, child(key));
  }

  private Optional<String> scalar(Node node, String at) {
    if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
      if (scalar.getValue().isBlank()) {
        context.problem(Nodes.line(node), at, "is empty, expected a text");
        return Optional.empty();
      }
      return Optional.of(scalar.getValue());
    }
    context.problem(Nodes.line(node), at, "found " + Nodes.kind(node) + ", expected a text");
    return Optional.empty();
  }

  /** Notes it when a key is absent. */
  public void require(String key, String expected) {
    if (!has(key)) {
      missing(key, expected);
    }
  }

  /** Two words and their values, in this order. */
  public static <T> Map<String, T> words(String one, T first, String other, T second) {
    Map<String, T> words = new LinkedHashMap<>();
    words.put(one, first);
    words.put(other, second);
    return words;
  }

  /** The text of a key that must be there; empty text when it is not. */
  public String text(String key, String expected) {
    require(key, expected);
    return optionalText(key).orElse("");
  }

  /** The text converted; the stand-in when the key is absent or, with a problem noted, wrong. */
  public <T> T value(String key, T standIn, Conversion<T> conversion) {
    Optional<String> text = optionalText(key);
    if (text.isPresent()) {
      try {
        return conversion.convert(text.get());
      } catch (IllegalArgumentException e) {
        problem(key, "found \"" + shown(text.get()) + "\", expected " + e.getMessage());
      }
    }
    return standIn;
  }

  /** Turns a text into a value; the exception's message is what was expected. */
  @FunctionalInterface
  public interface Conversion<T> {
    /** The value. */
    T convert(String text);
  }

  /** True or false. */
  public boolean flag(String key, boolean standIn) {
    return value(
        key,
        standIn,
        text ->
            switch (text) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new IllegalArgumentException("true or false");
            });
  }

  /** A whole number within limits. */
  public int number(String key, int standIn, int least, int most) {
    String expected =
        most == Integer.MAX_VALUE
            ? "a whole number of at least " + least
            : "a whole number from " + least + " to " + most;
    return value(
        key,
        standIn,
        text -> {
          if (!text.matches("[0-9]{1,9}")
              || Integer.parseInt(text) < least
              || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException(expected);
          }
          return Integer.parseInt(text);
        });
  }

  /** One of a fixed set of words, with a suggestion when it is another. */
  public <T> T word(String key, T standIn, Map<String, T> words) {
    Optional<String> text = optionalText(key);
    if (text.isEmpty()) {
      return standIn;
    }
    T found = words.get(text.get());
    if (found == null) {
      List<String> known = List.copyOf(words.keySet());
      problem(
          key,
          "found \""
              + shown(text.get())
              + "\", expected "
              + String.join(" or ", known)
              + Spelling.suggest(text.get(), known, ""));
      return standIn;
    }
    return found;
  }

  /** The texts of a list; a single text counts as a list of one. */
  public List<String> texts(String key) {
    return items(key, (node, at) -> scalar(node, at).map(List::of).orElse(List.of())).stream()
        .flatMap(List::stream)
        .toList();
  }

  /** The mappings of a list. */
  public List<YamlMap> maps(String key, String... known) {
    return items(key, (node, at) -> of(context, at, node, known));
  }

  /** The items of a list as mappings; a text is one that has nothing but the first key. */
  public List<YamlMap> mapsOrTexts(String key, String first, String other) {
    return items(
        key,
        (node, at) -> {
          if (!(node instanceof ScalarNode)) {
            return of(context, at, node, first, other);
          }
          YamlMap map = new YamlMap(context, at, Nodes.line(node));
          map.values.put(first, node);
          map.lines.put(first, map.line);
          return map;
        });
  }

  private <T> List<T> items(String key, BiFunction<Node, String, T> reading) {
    Node node = values.get(key);
    List<T> items = new ArrayList<>();
    if (node instanceof SequenceNode sequence) {
      for (Node item : sequence.getValue()) {
        items.add(reading.apply(item, child(key) + "[" + items.size() + "]"));
      }
    } else if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
      items.add(reading.apply(node, child(key)));
    } else if (node != null) {
      problem(key, "found " + Nodes.kind(node) + ", expected a list");
    }
    return items;
  }
}
