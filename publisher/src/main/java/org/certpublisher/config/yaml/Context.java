package org.certpublisher.config.yaml;

import java.util.List;

/** The file that is read, and where what is wrong in it is told. */
public record Context(String file, List<Problem> problems, List<String> warnings) {
  /** Notes what is wrong. */
  public void problem(int line, String key, String text) {
    problems.add(new Problem(file, line, key, text));
  }

  void warn(int line, String key, String text) {
    warnings.add(new Problem(file, line, key, text).toString());
  }
}
