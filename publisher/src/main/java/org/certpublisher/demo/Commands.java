package org.certpublisher.demo;

import java.io.PrintStream;
import java.util.List;

/**
 * Runs the program's own commands in this process, so that the demo goes the same way as a person
 * at a terminal: same configuration file, same wiring, same exit codes.
 */
@FunctionalInterface
public interface Commands {
  /**
   * Runs one command line and gives its exit code.
   *
   * @param arguments as after {@code cert-publisher}, for example {@code --config FILE plan}
   * @param out receives what would go to stdout
   */
  int run(List<String> arguments, PrintStream out);
}
