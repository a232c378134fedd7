package org.certpublisher.cli.command;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.certpublisher.config.ConfigException;
import org.certpublisher.config.Configuration;
import org.certpublisher.config.DirectorySettings;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.DirectoryException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the schema that a directory lacks. */
@Command(
    name = "schema",
    description = {
      "Prints the schema that a directory lacks, as LDIF.",
      "Nothing when it has both attributes. Writes nothing to the directory."
    },
    footer = {
      "",
      "Exit codes: 0 told, 1 the directory cannot be asked, 64 usage,",
      "78 configuration.",
      "",
      "Example:",
      "  cert-publisher schema corp >missing.ldif && less missing.ldif",
    })
public final class SchemaCommand implements Callable<Integer> {
  private final Session session;
  private final Common common;

  @Spec private CommandSpec command = CommandSpec.create();

  @Parameters(paramLabel = "DIRECTORY", description = "Its name in the configuration.")
  private String name = "";

  /** For the command line. */
  public SchemaCommand(Session session, Common common) {
    this.session = session;
    this.common = common;
  }

  @Override
  public Integer call() throws ConfigException, DirectoryException {
    Configuration configuration = session.configuration(common.config());
    List<DirectorySettings> directories = configuration.directories();
    Optional<DirectorySettings> settings =
        directories.stream().filter(one -> one.name().equals(name)).findFirst();
    if (settings.isEmpty()) {
      throw new CommandLine.ParameterException(
          command.commandLine(),
          "DIRECTORY: found \""
              + name
              + "\", expected one of "
              + directories.stream().map(DirectorySettings::name).toList());
    }
    try (Directory directory = session.wiring().directory(settings.get())) {
      String missing = directory.describe().missingSchema();
      session.console().out().print(missing);
      session.console().out().flush();
      if (missing.isEmpty()) {
        session.console().err().println(name + " has both attributes; nothing to add");
      }
    }
    return Exit.DONE;
  }
}
