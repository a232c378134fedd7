package org.certpublisher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.certpublisher.cli.command.Session;
import org.certpublisher.cli.terminal.Console;
import org.certpublisher.cli.terminal.Signals;
import org.certpublisher.reconcile.RunException;
import org.certpublisher.reconcile.RunResult;
import org.certpublisher.source.Severity;
import org.certpublisher.testing.TestCa;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CliTest {
  private static final byte[] CA = TestCa.create("Corp CA").certificate().der().toBytes();

  @TempDir Path temp;
  private final FakeWiring wiring = new FakeWiring();
  private final Signals signals = new Signals();
  private final Screen screen = new Screen();

  @BeforeEach
  void writeConfiguration() throws IOException {
    Files.write(temp.resolve("ca.cer"), CA);
    Path password = Files.writeString(temp.resolve("password"), "secret\n");
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    configure("");
  }

  private void configure(String more) throws IOException {
    Files.writeString(
        temp.resolve("publisher.yaml"),
        """
        authorities:
          - name: corp-ca
            certificates: [ ca.cer ]
            source: { type: openssl, database: index.txt, certificates: newcerts }
        directories:
          - name: corp
            urls: [ "ldaps://dc1.example.com" ]
            bind: { method: simple, dn: "cn=publisher", password-file: password }
            entries: { base: "ou=People,dc=example,dc=com" }
          - name: dead
            urls: [ "ldaps://dc9.example.com" ]
            bind: { method: anonymous }
            entries: { base: "ou=People,dc=example,dc=com" }
        publications:
          - { name: smime, authorities: [ corp-ca ], directory: corp, mode: full }
        """
            + more);
  }

  private static final String SECOND =
      "  - { name: second, authorities: [ corp-ca ], directory: dead, mode: full }\n";

  private int run(String... arguments) {
    Console console = screen.console(temp.resolve("publisher.yaml"));
    Clock clock = Clock.fixed(TestCa.NOW, ZoneOffset.UTC);
    return Cli.run(new Session(console, wiring, clock, signals), List.of(arguments));
  }

  private String out() {
    return screen.out();
  }

  private String err() {
    return screen.err();
  }

  private void ends(String publication, String failure, int pending, Severity... findings) {
    Map<Severity, Integer> counts =
        Stream.of(findings)
            .collect(java.util.stream.Collectors.toMap(one -> one, one -> 1, Integer::sum));
    wiring.endings.put(publication, run -> new RunResult.Ending(failure, false, pending, counts));
  }

  @Test
  void nothingToDoIsZeroAndTheResultIsOnStdoutAlone() {
    assertThat(run("plan")).isZero();
    assertThat(out()).contains("Publication");
    assertThat(err()).isEmpty();
    assertThat(wiring.calls).containsExactly("smime plan ", "smime closed");
  }

  @Test
  void changesPendingAreTwo() {
    ends("smime", "", 3);
    assertThat(run("plan")).isEqualTo(2);
  }

  @Test
  void findingsChangeTheCodeOnlyWhenAsked() {
    ends("smime", "", 0, Severity.WARNING);
    assertThat(run("plan")).isZero();
    assertThat(run("plan", "--fail-on", "error")).isZero();
    assertThat(run("plan", "--fail-on", "warning")).isEqualTo(2);
  }

  @Test
  void aRunThatFailsIsOneAndSaysWhy() {
    ends("smime", "the folder is gone", 5);
    assertThat(run("apply")).isEqualTo(1);
    assertThat(err()).isEqualTo("cert-publisher: the folder is gone\n");
  }

  @Test
  void aReportIsZeroThoughChangesArePending() {
    ends("smime", "", 3, Severity.ERROR);
    assertThat(run("report")).isZero();
    assertThat(run("report", "--fail-on", "error")).isEqualTo(2);
    ends("smime", "lost", 0);
    assertThat(run("report")).isEqualTo(1);
  }

  @Test
  void onePublicationThatFailsDoesNotHideTheNext() throws IOException {
    configure(SECOND);
    ends("smime", "", 1);
    assertThat(run("apply")).isEqualTo(1);
    assertThat(wiring.calls).contains("smime apply 0 []");
    assertThat(err()).contains("ldaps://dc1 does not answer; is it running?: refused");
    assertThat(run("apply", "--publication", "smime")).isEqualTo(2);
  }

  @Test
  void severalPublicationsDoNotGoIntoOneFile() throws IOException {
    configure(SECOND);
    assertThat(run("plan", "--format", "json")).isEqualTo(64);
    assertThat(run("plan", "--out", "x")).isEqualTo(64);
    assertThat(err()).contains("--publication");
    assertThat(wiring.calls).isEmpty();
  }

  @Test
  void everyProblemOfTheConfigurationIsToldWithCode78() throws IOException {
    configure("  - { nam: x }\n");
    assertThat(run("plan")).isEqualTo(78);
    assertThat(out()).isEmpty();
    assertThat(err())
        .contains("publisher.yaml:16: publications[1].nam: unknown key; did you mean \"name\"?")
        .contains("problems in the configuration");
    assertThat(wiring.calls).isEmpty();
  }

  @Test
  void aWrongCommandLineIs64WithTheNextStep() {
    assertThat(run("plan", "--forma", "json")).isEqualTo(64);
    assertThat(run("plam")).isEqualTo(64);
    assertThat(run()).isEqualTo(64);
    assertThat(run("plan", "--format", "xml")).isEqualTo(64);
    assertThat(run("plan", "--only", "nobody")).isEqualTo(64);
    assertThat(run("plan", "--fail-on", "panic")).isEqualTo(64);
    assertThat(run("apply", "--allow-withdrawals", "many")).isEqualTo(64);
    assertThat(run("apply", "--accept-inventory", "no-ca")).isEqualTo(64);
    assertThat(run("apply", "absent.plan")).isEqualTo(64);
    assertThat(run("schema", "none")).isEqualTo(64);
    assertThat(run("show", "what?")).isEqualTo(64);
    assertThat(out()).isEmpty();
    assertThat(err()).contains("plan --help").contains("Did you mean: plan").doesNotContain("\tat");
  }

  @Test
  void onlyIsAnAddressANameOrAFilter() {
    run("plan", "--only", "anna@example.com");
    run("plan", "--only", "uid=anna,ou=People");
    run("plan", "--only", "(uid=a*)");
    assertThat(wiring.calls)
        .contains(
            "smime plan ADDRESS anna@example.com",
            "smime plan DN uid=anna,ou=People",
            "smime plan FILTER (uid=a*)");
  }

  @Test
  void whatTheOperatorAllowsReachesTheRun() throws IOException {
    Path plan = Files.writeString(temp.resolve("today.plan"), "");
    run("apply", "--allow-withdrawals", "12", "--accept-inventory", "corp-ca");
    run("apply", plan.toString());
    assertThat(wiring.calls).contains("smime apply 12 [corp-ca]", "smime apply today.plan");
  }

  @Test
  void aReportFileIsWholeAndItsOwnersOnly() throws IOException {
    Path file = temp.resolve("out.html");
    assertThat(run("plan", "--report", file.toString())).isZero();
    assertThat(Files.readString(file)).contains("<html");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(out()).contains("Publication").doesNotContain("<html");
    try (Stream<Path> files = Files.list(temp)) {
      assertThat(files.map(Path::toString)).noneMatch(name -> name.contains(".part"));
    }
  }

  @Test
  void aReportFileThatCannotBeWrittenIsTold() {
    assertThat(run("plan", "--report", temp.resolve("no/where.html").toString())).isEqualTo(1);
    assertThat(err()).contains("the report could not be written to").contains("no/where.html");
  }

  @Test
  void aSignalStopsTheRunAndIsTold() {
    wiring.endings.put(
        "smime",
        run -> {
          signals.arrive("SIGTERM");
          assertThat(run.isStopped()).isTrue();
          return new RunResult.Ending("", false, 7, Map.of());
        });
    assertThat(run("apply")).isEqualTo(1);
    assertThat(err()).contains("stopped by SIGTERM");
  }

  @Test
  void anErrorOfTheProgramShowsNoStackTrace() {
    wiring.endings.put(
        "smime",
        run -> {
          throw new IllegalStateException("what\nnow");
        });
    assertThat(run("plan")).isEqualTo(1);
    assertThat(err())
        .contains("an error in the program: IllegalStateException what | now")
        .contains("--debug")
        .doesNotContain("\tat ");
  }

  @Test
  void aRefusedRunTellsItsCausesInOneLine() {
    wiring.endings.put(
        "smime",
        run -> {
          throw new RunException("the plan is too old; plan again", new IOException("25 h"));
        });
    assertThat(run("apply")).isEqualTo(1);
    assertThat(err()).isEqualTo("cert-publisher: the plan is too old; plan again: 25 h\n");
  }

  @Test
  void checkGoesOnAfterAFailure() {
    assertThat(run("check")).isEqualTo(1);
    assertThat(out())
        .contains("ok    configuration: ")
        .contains("ok    state: ")
        .contains("ok    authority corp-ca: CA O=Example,CN=Corp CA, valid until ")
        .contains("warn  authority corp-ca: fake: 0 certificates; is this the right place?")
        .contains("fail  directory corp: ldaps://dc1 does not answer")
        .contains("fail  directory dead: ldaps://dc1 does not answer");
    assertThat(err()).isEmpty();
  }

  @Test
  void helpTeachesWithExamplesAndCodes() {
    for (String command :
        List.of("plan", "apply", "show", "report", "check", "schema", "demo", "undo", "resume")) {
      screen.clear();
      assertThat(run(command, "--help")).isZero();
      assertThat(out()).contains("Example").contains("Exit codes");
    }
    screen.clear();
    assertThat(run("--help")).isZero();
    assertThat(out()).contains("Exit codes").contains("First steps");
    assertThat(err()).isEmpty();
  }

  @Test
  void versionAndCompletionGoToStdout() {
    assertThat(run("--version")).isZero();
    assertThat(out()).startsWith("cert-publisher ");
    assertThat(run("completion")).isZero();
    assertThat(out()).contains("complete -F");
  }
}
