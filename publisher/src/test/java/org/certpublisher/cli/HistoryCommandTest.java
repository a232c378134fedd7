package org.certpublisher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Sha256;
import org.certpublisher.cli.command.Session;
import org.certpublisher.cli.terminal.Console;
import org.certpublisher.cli.terminal.Signals;
import org.certpublisher.directory.AttributeChange;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.Outcome;
import org.certpublisher.directory.StoredValue;
import org.certpublisher.state.StateStore;
import org.certpublisher.state.sql.SqlState;
import org.certpublisher.testing.TestCa;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HistoryCommandTest {
  private static final Sha256 OLD = Sha256.of(new byte[] {1});
  private static final Sha256 NEW = Sha256.of(new byte[] {2});

  @TempDir Path temp;
  private final Screen screen = new Screen();
  private String url = "";

  @BeforeEach
  void writeConfiguration() throws IOException {
    url = "jdbc:h2:file:" + temp.resolve("state");
    Files.write(temp.resolve("ca.cer"), TestCa.create("Corp CA").certificate().der().toBytes());
    Files.writeString(
        temp.resolve("publisher.yaml"),
        """
        state: { url: "%s" }
        authorities:
          - name: corp-ca
            certificates: [ ca.cer ]
            source: { type: openssl, database: index.txt, certificates: newcerts }
        directories:
          - name: corp
            urls: [ "ldaps://dc1.example.com" ]
            bind: { method: anonymous }
            entries: { base: "ou=People,dc=example,dc=com" }
        publications:
          - { name: smime, authorities: [ corp-ca ], directory: corp, mode: full }
        """
            .formatted(url));
  }

  private int run(String... arguments) {
    screen.clear();
    Console console = screen.console(temp.resolve("publisher.yaml"));
    Clock clock = Clock.fixed(TestCa.NOW, ZoneOffset.UTC);
    return Cli.run(
        new Session(console, new FakeWiring(), clock, new Signals()), List.of(arguments));
  }

  private String out() {
    return screen.out();
  }

  private static EntryChange renewal(String dn) {
    CertificateAttribute attribute = CertificateAttribute.USER_CERTIFICATE;
    return new EntryChange(
        dn,
        "",
        OLD,
        List.of(
            new AttributeChange(
                attribute,
                List.of(),
                List.of(
                    new AttributeChange.Withdrawal(
                        new StoredValue(
                            attribute, "userCertificate;binary", Der.copyOf(new byte[] {1})),
                        OLD,
                        false)),
                List.of(new AttributeChange.Publication(Der.copyOf(new byte[] {2}), NEW)))));
  }

  /** One run that ended, and one that is under way or was killed; returns the state of the last. */
  private StateStore twoRuns() {
    List<EntryChange> window =
        List.of(renewal("uid=anna,dc=example"), renewal("uid=bob,dc=example"));
    StateStore state = SqlState.forWriting(url, "apply");
    long first = state.startRun("smime", "apply", TestCa.NOW);
    state.journal(
        first,
        window,
        List.of("publish 02, MISSING: valid\u001b[2J to 2027\nwithdraw 01, EXPIRED: expired", ""));
    state.settle(
        first,
        window,
        List.of(Outcome.DONE, new Outcome(Outcome.Kind.NOT_PERMITTED, "no right\r\nto write")));
    state.finishRun(
        first,
        TestCa.NOW.plusMillis(3210),
        "pending",
        Map.of("DONE", 1, "NOT_PERMITTED", 1, "PENDING", 0));
    long second = state.startRun("smime", "apply", TestCa.NOW.plusSeconds(60));
    state.journal(second, window.subList(0, 1), List.of("withdraw 01, REVOKED: revoked"));
    return state;
  }

  @Test
  void runsAreToldTheNewestFirstThoughOneIsUnderWay() {
    try (StateStore writing = twoRuns()) {
      assertThat(writing.unsettled("smime")).hasSize(1);
      assertThat(run("history")).isZero();
      assertThat(out())
          .isEqualTo(
              """
                 RUN  STARTED                   TOOK  PUBLICATION       OUTCOME     CHANGES
                   2  2026-11-24T12:01:00Z         -  smime             unfinished  none
                   1  2026-11-24T12:00:00Z     3.2 s  smime             pending     1 done, 1 not permitted
              """);
    }
  }

  @Test
  void runsForProgramsAreAnArrayOfTheContract() {
    twoRuns().close();
    assertThat(run("history", "--format", "json")).isZero();
    assertThat(out())
        .isEqualTo(
            """
            [ {
              "run" : 2,
              "publication" : "smime",
              "started" : "2026-11-24T12:01:00Z",
              "finished" : null,
              "outcome" : "unfinished",
              "counts" : { }
            }, {
              "run" : 1,
              "publication" : "smime",
              "started" : "2026-11-24T12:00:00Z",
              "finished" : "2026-11-24T12:00:03.210Z",
              "outcome" : "pending",
              "counts" : {
                "done" : 1,
                "not-permitted" : 1,
                "pending" : 0
              }
            } ]
            """);
  }

  @Test
  void theChangesOfARunAreToldWithTheirReasonsAndMoveNoCursor() {
    twoRuns().close();
    assertThat(run("history", "1")).isZero();
    assertThat(out())
        .isEqualTo(
            """
            uid=anna,dc=example, run 1 of smime, 2026-11-24T12:00:00Z: done
              publish 02, MISSING: valid?[2J to 2027
              withdraw 01, EXPIRED: expired
            uid=bob,dc=example, run 1 of smime, 2026-11-24T12:00:00Z: not-permitted: no right | to write
              withdraw %s from userCertificate;binary
              publish %s to userCertificate
            """
                .formatted(OLD, NEW));
  }

  @Test
  void theChangesOfAnEntryAreToldHoweverItsNameIsWritten() {
    twoRuns().close();
    assertThat(run("history", "UID=Anna, DC=example", "--format", "json")).isZero();
    assertThat(out())
        .contains("\"run\" : 2", "\"run\" : 1", "\"outcome\" : \"open\"", "\\u001B[2J")
        .contains("\"withdraw 01, REVOKED: revoked\"")
        .doesNotContain("bob");
    assertThat(out().indexOf("\"run\" : 2")).isLessThan(out().indexOf("\"run\" : 1"));
    assertThat(run("history", "uid=nobody,dc=example")).isZero();
    assertThat(out()).isEqualTo("uid=nobody,dc=example: no change\n");
  }

  @Test
  void withoutAStateThereIsNoRun() {
    assertThat(run("history")).isZero();
    assertThat(out()).isEqualTo("No run has been made yet\n");
    assertThat(run("history", "--format", "json")).isZero();
    assertThat(out()).isEqualTo("[ ]\n");
    assertThat(temp.resolve("state.mv.db")).doesNotExist();
  }

  @Test
  void whatCannotBeMeantIsRefused() {
    twoRuns().close();
    assertThat(run("history", "99")).isEqualTo(64);
    assertThat(screen.err()).contains("there is no run 99; see history");
    assertThat(run("history", "what")).isEqualTo(64);
    assertThat(screen.err())
        .contains("found \"what\", expected a mail address, a DN or the number of a run");
    assertThat(run("history", "--format", "html")).isEqualTo(64);
    assertThat(run("history", "anna@example.com")).as("its directory is lost").isEqualTo(1);
  }

  @Test
  void aDamagedStateIsNamed() throws IOException {
    twoRuns().close();
    Files.writeString(temp.resolve("state.mv.db"), "this is no database".repeat(1000));
    assertThat(run("history")).isEqualTo(1);
    assertThat(out()).isEmpty();
    assertThat(screen.err()).contains("state.mv.db", "move it away");
  }
}
