package org.certpublisher.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.certpublisher.cli.command.Session;
import org.certpublisher.demo.Demo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the program at work on a CA and a directory of its own. */
@Command(
    name = "demo",
    description = {
      "Shows it all on a CA and a directory of its own.",
      "Makes a small CA and a directory in memory and walks through both: plan, apply, look-ups"
          + " as mail clients do them, revocation. Needs no network, no rights, no configuration."
    },
    footer = {
      "",
      "The last line is the path of the HTML report.",
      "",
      "Exit codes: 0 all went as told, 1 not.",
      "",
      "Examples:",
      "  cert-publisher demo",
      "  cert-publisher demo --serve 10389      keeps the directory up for ldapsearch"
    })
final class DemoCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = "--serve",
      paramLabel = "PORT",
      description = "Keep the directory up on this port until Ctrl-C; 0 takes any free one.")
  private Optional<Integer> serve = Optional.empty();

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      description = "Where CA, configuration and report go; else a new temporary folder.")
  private Optional<Path> folder = Optional.empty();

  DemoCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    OptionalInt port = serve.map(OptionalInt::of).orElse(OptionalInt.empty());
    Demo demo =
        new Demo(
            (arguments, out) ->
                Cli.run(
                    new Session(
                        session.console().withOut(out),
                        session.wiring(),
                        session.clock(),
                        session.signals()),
                    arguments),
            session.console().out(),
            session.clock());
    return demo.run(new Demo.Options(folder, port));
  }
}
