package org.certpublisher.config;

import java.util.List;
import java.util.stream.Collectors;
import org.certpublisher.config.yaml.Problem;

/** A configuration that cannot be used: every problem at once, one a line, in the file's order. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /** With all problems, at least one. */
  ConfigException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** What is wrong, in the file's order. */
  public List<Problem> problems() {
    return problems;
  }
}
