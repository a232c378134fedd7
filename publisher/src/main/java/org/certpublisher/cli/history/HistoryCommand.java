package org.certpublisher.cli.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import javax.naming.ldap.LdapName;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.cli.command.Common;
import org.certpublisher.cli.command.EntryName;
import org.certpublisher.cli.command.Exit;
import org.certpublisher.cli.command.Session;
import org.certpublisher.cli.terminal.Console;
import org.certpublisher.config.ConfigException;
import org.certpublisher.config.Configuration;
import org.certpublisher.config.DirectorySettings;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.state.History;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what was done. */
@Command(
    name = "history",
    description = {
      "Tells what was done: every run that could write, the newest first.",
      "With a run's number its changes and why they were made; with a mail address or the name of"
          + " an entry, the changes of that entry. Works while a run is under way."
    },
    footer = {
      "",
      "Exit codes: 0 told, 1 state or directory lost, 64 usage, 78 configuration.",
      "",
      "Examples:",
      "  cert-publisher history | head",
      "  cert-publisher history 42",
      "  cert-publisher history anna@example.com",
      "  cert-publisher history --format json | jq '.[] | select(.outcome != \"done\")'"
    })
public final class HistoryCommand implements Callable<Integer> {
  private final Session session;
  private final Common common;

  @Spec private CommandSpec command = CommandSpec.create();

  @Parameters(
      arity = "0..1",
      paramLabel = "ADDRESS|DN|RUN",
      description = "A mail address, the name of an entry, or the number of a run.")
  private Optional<String> of = Optional.empty();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "What goes to stdout: text (default) or json.")
  private String format = "text";

  /** For the command line. */
  public HistoryCommand(Session session, Common common) {
    this.session = session;
    this.common = common;
  }

  @Override
  public Integer call() throws ConfigException, DirectoryException, IOException {
    if (!List.of("text", "json").contains(format)) {
      throw wrong("--format: found \"" + format + "\", expected text or json");
    }
    String asked = of.map(String::strip).orElse("");
    boolean number = asked.matches("[0-9]{1,18}");
    boolean name = EntryName.of(asked).isPresent();
    if (of.isPresent() && !number && !name && !Mailbox.isAddress(asked)) {
      throw wrong(
          "found \"" + of.get() + "\", expected a mail address, a DN or the number of a run");
    }
    Configuration configuration = session.configuration(common.config());
    Predicate<String> entries =
        of.isEmpty() || number ? dn -> false : entries(configuration, asked, name);
    try (History history = session.wiring().history(configuration)) {
      Console console = session.console();
      HistoryFormat to =
          format.equals("json") ? new HistoryJson(console.out()) : new HistoryText(console.out());
      if (of.isEmpty()) {
        runs(history, to);
      } else if (number) {
        changes(history, Long.parseLong(asked), to);
      } else {
        changes(history, asked, entries, to);
      }
      console.out().flush();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return Exit.DONE;
  }

  private static void runs(History history, HistoryFormat to) throws IOException {
    to.startRuns();
    history.runs(run -> unchecked(() -> to.run(run)));
    to.end();
  }

  private void changes(History history, long number, HistoryFormat to) throws IOException {
    History.Run run =
        history.run(number).orElseThrow(() -> wrong("there is no run " + number + "; see history"));
    to.startChanges("Run " + number + " of " + run.publication() + ", " + Words.outcome(run));
    history.changesOf(number, change -> unchecked(() -> to.change(run, change)));
    to.end();
  }

  private static void changes(
      History history, String asked, Predicate<String> entries, HistoryFormat to)
      throws IOException {
    Map<Long, History.Run> runs = new HashMap<>();
    to.startChanges(asked);
    history.changesOf(
        entries,
        change -> {
          History.Run run =
              runs.computeIfAbsent(change.run(), one -> history.run(one).orElseThrow());
          unchecked(() -> to.change(run, change));
        });
    to.end();
  }

  /** The entries that are meant; an address is asked of every directory that is published to. */
  private Predicate<String> entries(Configuration configuration, String asked, boolean name)
      throws DirectoryException {
    Set<LdapName> names = new HashSet<>();
    if (name) {
      EntryName.of(asked).ifPresent(names::add);
    } else {
      Directory.Only only = new Directory.Only(Directory.Only.Kind.ADDRESS, asked);
      for (DirectorySettings settings : configuration.directories()) {
        try (Directory directory = session.wiring().directory(settings)) {
          directory.select(only).forEach(dn -> EntryName.of(dn).ifPresent(names::add));
        }
      }
      if (names.isEmpty()) {
        throw wrong("no entry has the address " + asked + " now; if it is gone, give its DN");
      }
    }
    return dn -> EntryName.of(dn).filter(names::contains).isPresent();
  }

  private interface Writing {
    void write() throws IOException;
  }

  private static void unchecked(Writing writing) {
    try {
      writing.write();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CommandLine.ParameterException wrong(String message) {
    return new CommandLine.ParameterException(command.commandLine(), message);
  }
}
