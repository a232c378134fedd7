package org.certpublisher.cli.show;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.certpublisher.cert.match.MatchRules;
import org.certpublisher.cli.command.Common;
import org.certpublisher.cli.command.Exit;
import org.certpublisher.cli.command.Session;
import org.certpublisher.cli.command.Wiring;
import org.certpublisher.client.MailClient;
import org.certpublisher.config.AuthoritySettings;
import org.certpublisher.config.ConfigException;
import org.certpublisher.config.Configuration;
import org.certpublisher.config.PublicationSettings;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.plan.Judgement;
import org.certpublisher.reconcile.Progress;
import org.certpublisher.reconcile.Request;
import org.certpublisher.reconcile.RunException;
import org.certpublisher.reconcile.RunResult;
import org.certpublisher.source.RevocationSource;
import org.certpublisher.source.RevocationStatus;
import org.certpublisher.source.SourceException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one person or one certificate. */
@Command(
    name = "show",
    description = {
      "Shows one person or one certificate.",
      "The certificates of the entry with their state and why, what the CAs issued for it, and"
          + " what each mail client would pick. Writes nothing to the directory."
    },
    footer = {
      "",
      "Exit codes: 0 shown, 1 source or directory lost, 64 usage, 78 configuration.",
      "",
      "Examples:",
      "  cert-publisher show anna@example.com",
      "  cert-publisher show uid=anna,ou=People,dc=example,dc=com --client outlook",
      "  cert-publisher show 05B83FEF"
    })
public final class ShowCommand implements Callable<Integer> {
  private final Session session;
  private final Common common;

  @Spec private CommandSpec command = CommandSpec.create();

  @Parameters(
      paramLabel = "ADDRESS|DN|SERIAL",
      description = "A mail address, the name of an entry, or a serial number in hexadecimal.")
  private String text = "";

  @Option(
      names = "--client",
      paramLabel = "NAME",
      description =
          "Only what this client picks: thunderbird, gpgsm, evolution, neomutt, openssl, outlook,"
              + " owa-2003, exchange-address-book, apple-mail or zimbra.")
  private Optional<String> client = Optional.empty();

  @Option(
      names = "--publication",
      paramLabel = "NAME",
      description = "Only this publication; else all.")
  private Optional<String> publication = Optional.empty();

  /** For the command line. */
  public ShowCommand(Session session, Common common) {
    this.session = session;
    this.common = common;
  }

  @Override
  public Integer call()
      throws ConfigException, DirectoryException, RunException, SourceException, IOException {
    Query query =
        Query.of(text)
            .orElseThrow(
                () ->
                    wrong(
                        "found \""
                            + text
                            + "\", expected a mail address, a DN or a serial number in"
                            + " hexadecimal"));
    List<MailClient> clients = clients();
    Configuration configuration = session.configuration(common.config());
    List<PublicationSettings> publications =
        configuration.publications().stream()
            .filter(one -> publication.isEmpty() || one.name().equals(publication.get()))
            .toList();
    if (publications.isEmpty()) {
      throw wrong("--publication: there is none of the name \"" + publication.orElse("") + "\"");
    }
    for (PublicationSettings one : publications) {
      if (publications.size() > 1) {
        session.console().out().println("Publication " + one.name());
      }
      Look look = look(query, configuration, one);
      new LookText(session.console().out(), clients, session.clock().instant()).print(look);
      session.console().out().flush();
    }
    return Exit.DONE;
  }

  private List<MailClient> clients() {
    if (client.isEmpty()) {
      return List.of(MailClient.values());
    }
    List<MailClient> found =
        List.of(MailClient.values()).stream()
            .filter(one -> one.word().equalsIgnoreCase(client.get()))
            .toList();
    if (found.isEmpty()) {
      List<String> known = List.of(MailClient.values()).stream().map(MailClient::word).toList();
      throw wrong("--client: found \"" + client.get() + "\", expected one of " + known);
    }
    return found;
  }

  private Look look(Query query, Configuration configuration, PublicationSettings settings)
      throws DirectoryException, RunException, SourceException, IOException {
    Wiring wiring = session.wiring();
    List<Look.Entry> entries;
    MatchRules match;
    try (Directory directory = wiring.directory(configuration.directoryOf(settings))) {
      entries = Look.entries(query, directory);
      match = directory.match();
    }
    Instant now = session.clock().instant();
    List<Look.Issued> issued = new ArrayList<>();
    List<String> revocation = new ArrayList<>();
    for (AuthoritySettings authority : configuration.authoritiesOf(settings)) {
      List<RevocationStatus> statuses = new ArrayList<>();
      for (RevocationSource source : wiring.revocation(authority)) {
        RevocationStatus status = source.read(now);
        statuses.add(status);
        revocation.add(
            authority.name()
                + ": "
                + status.describe()
                + (status.isUsable() ? "" : " (cannot be used)"));
      }
      issued.addAll(
          Look.issued(
              query,
              entries,
              match,
              new Look.Origin(authority, wiring.source(authority), statuses)));
    }
    return new Look(entries, issued, judgements(configuration, settings), revocation);
  }

  /** What a plan says; the one way in which states are decided. */
  private List<Judgement> judgements(Configuration configuration, PublicationSettings settings)
      throws DirectoryException, RunException, IOException {
    List<Judgement> all = new ArrayList<>();
    Wiring.Purpose purpose = new Wiring.Purpose(false, "show", Progress.NONE);
    try (Wiring.Run run = session.wiring().open(configuration, settings, purpose);
        RunResult result = run.plan(Request.everything(session.operator()))) {
      result.report().rows().judgements(all::add);
      String failure = result.ending().failure();
      if (!failure.isEmpty()) {
        throw new RunException(failure);
      }
    }
    return all;
  }

  private CommandLine.ParameterException wrong(String message) {
    return new CommandLine.ParameterException(command.commandLine(), message);
  }
}
