package org.certpublisher.cli.run;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.certpublisher.cli.command.Common;
import org.certpublisher.cli.command.Exit;
import org.certpublisher.cli.command.Session;
import org.certpublisher.config.ConfigException;
import org.certpublisher.config.Configuration;
import org.certpublisher.config.PublicationSettings;
import org.certpublisher.state.StateStore;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Ends the rest that an undo gave a schedule. */
@Command(
    name = "resume",
    description = {
      "Lets the schedule of a publication go on after an undo.",
      "The daemon's next run then does again what was undone, unless its cause is mended."
    },
    footer = {
      "",
      "Exit codes: 0 it goes on, or was not resting, 1 state lost, 64 usage,",
      "78 configuration.",
      "",
      "Examples:",
      "  cert-publisher plan",
      "  cert-publisher resume smime"
    })
public final class ResumeCommand implements Callable<Integer> {
  private final Session session;
  private final Common common;

  @Spec private CommandSpec command = CommandSpec.create();

  @Parameters(paramLabel = "PUBLICATION", description = "The name of the publication.")
  private String publication = "";

  /** For the command line. */
  public ResumeCommand(Session session, Common common) {
    this.session = session;
    this.common = common;
  }

  @Override
  public Integer call() throws ConfigException {
    Configuration configuration = session.configuration(common.config());
    if (configuration.publications().stream().noneMatch(one -> one.name().equals(publication))) {
      throw new CommandLine.ParameterException(
          command.commandLine(),
          "found \""
              + publication
              + "\", expected one of "
              + configuration.publications().stream().map(PublicationSettings::name).toList());
    }
    Optional<StateStore.Pause> ended = session.wiring().resume(configuration, publication);
    session
        .console()
        .out()
        .println(
            ended
                .map(
                    pause ->
                        "%s runs on schedule again; it rested since %s, when %s undid run %d"
                            .formatted(
                                publication,
                                PublicationWork.second(pause.since()),
                                pause.operator(),
                                pause.undone()))
                .orElse(publication + " was not resting"));
    return Exit.DONE;
  }
}
