package org.certpublisher.state.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Revocation;
import org.certpublisher.cert.RevocationReason;
import org.certpublisher.cert.Sha256;
import org.certpublisher.cert.authority.Verdicts;
import org.certpublisher.directory.AttributeChange;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.Outcome;
import org.certpublisher.directory.StoredValue;
import org.certpublisher.source.Edition;
import org.certpublisher.state.StateException;
import org.certpublisher.state.StateStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqlStateTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final Sha256 KEY = sha(1_000_000);

  @TempDir Path temp;

  private String url() {
    return "jdbc:h2:file:" + temp.resolve("new/state");
  }

  static Sha256 sha(int n) {
    return Sha256.of(Integer.toString(n).getBytes(StandardCharsets.US_ASCII));
  }

  static EntryChange change(int n) {
    return new EntryChange(
        "uid=" + n + ",dc=example",
        "",
        sha(n),
        List.of(
            new AttributeChange(
                CertificateAttribute.USER_CERTIFICATE,
                List.of(),
                List.of(
                    new AttributeChange.Withdrawal(
                        new StoredValue(
                            CertificateAttribute.USER_CERTIFICATE,
                            "userCertificate;binary",
                            Der.copyOf(new byte[] {1, 2, 3})),
                        sha(-n),
                        false)),
                List.of(new AttributeChange.Publication(Der.copyOf(new byte[] {4}), sha(n))))));
  }

  @Test
  void whatWasRecordedIsThereWhenTheStateIsOpenedAgain() {
    Revocation revoked =
        Revocation.revoked(RevocationReason.KEY_COMPROMISE, NOW, "index.txt line 7");
    StateStore.LastGood good =
        new StateStore.LastGood(7, NOW, Der.copyOf(new byte[] {1, 2}), "operator");
    Edition numbered =
        new Edition(
            sha(4), "CRL number 7 of ca.crl", Optional.of(BigInteger.ONE.shiftLeft(159)), NOW);
    Edition unnumbered = new Edition(sha(5), "CRL of ca.crl", Optional.empty(), NOW);
    try (StateStore state = SqlState.forWriting(url(), "apply")) {
      state.verdicts().remember(sha(1), KEY, true);
      state.verdicts().remember(sha(2), KEY, false);
      state.recordGood("ca", good);
      state.recordGood("ca", good);
      state.recordCarriedOut(Map.of(sha(1), revoked));
      state.recordCarriedOut(Map.of(sha(1), revoked));
      state.recordEditions(List.of(numbered, unnumbered));
      state.recordEditions(List.of(numbered));
    }
    for (boolean writing : new boolean[] {true, false}) {
      try (StateStore state =
          writing ? SqlState.forWriting(url(), "apply") : SqlState.forReading(url())) {
        assertThat(state.verdicts().recall(sha(1), KEY)).contains(true);
        assertThat(state.verdicts().recall(sha(2), KEY)).contains(false);
        assertThat(state.verdicts().recall(sha(2), sha(3))).isEmpty();
        assertThat(state.lastGood("ca")).contains(good);
        assertThat(state.lastGood("other")).isEmpty();
        assertThat(state.carriedOut()).containsExactly(Map.entry(sha(1), revoked));
        assertThat(state.editions()).containsExactlyInAnyOrder(numbered, unnumbered);
      }
    }
  }

  @Test
  void aChangeThatWasJournaledAndNotSettledIsOpenForItsPublication() {
    List<EntryChange> first = List.of(change(1), change(2));
    List<EntryChange> second = List.of(change(3));
    try (StateStore state = SqlState.forWriting(url(), "apply")) {
      long run = state.startRun("smime", "apply", NOW);
      state.journal(run, first, List.of("a reason", ""));
      state.journal(run, second, List.of(""));
      state.settle(
          run, first, List.of(Outcome.DONE, new Outcome(Outcome.Kind.UNSETTLED, "no answer")));
      state.finishRun(run, NOW, "failed", Map.of("DONE", 1));
    }
    try (StateStore state = SqlState.forWriting(url(), "apply")) {
      assertThat(state.unsettled("other")).isEmpty();
      List<StateStore.OpenChange> open = state.unsettled("smime");
      assertThat(open)
          .extracting(StateStore.OpenChange::dn)
          .containsExactly("uid=2,dc=example", "uid=3,dc=example");
      assertThat(open.get(1).published()).containsExactly(sha(3));
      assertThat(open.get(1).withdrawn()).containsExactly(sha(-3));
      open.forEach(one -> state.settleOpen(one, Outcome.DONE));
      assertThat(state.unsettled("smime")).isEmpty();
      assertThat(state.startRun("smime", "apply", NOW)).isEqualTo(2);
    }
  }

  @Test
  void anEntryThatWasRefusedIsRememberedUntilAChangeOfItIsDone() {
    Instant later = NOW.plus(2, ChronoUnit.DAYS);
    Outcome refused = new Outcome(Outcome.Kind.NOT_PERMITTED, "grant it " + "x".repeat(9000));
    List<EntryChange> window = List.of(change(1));
    for (Instant at : List.of(NOW, later)) {
      try (StateStore state = SqlState.forWriting(url(), "apply")) {
        long run = state.startRun("smime", "apply", at);
        state.journal(run, window, List.of(""));
        state.settle(run, window, List.of(refused));
      }
    }
    try (StateStore state = SqlState.forWriting(url(), "apply")) {
      StateStore.Refusal refusal =
          Objects.requireNonNull(state.refused("smime").get("uid=1,dc=example"));
      assertThat(refusal.since()).isEqualTo(NOW);
      assertThat(refusal.last()).isEqualTo(later);
      assertThat(refusal.text()).startsWith("grant it").hasSize(4000);
      assertThat(state.refused("other")).isEmpty();
      long run = state.startRun("smime", "apply", later);
      state.journal(run, window, List.of(""));
      state.settle(run, window, List.of(Outcome.DONE));
      assertThat(state.refused("smime")).isEmpty();
    }
  }

  @Test
  void aRunThatIsInTheWayIsNamed() {
    try (StateStore held = SqlState.forWriting(url(), "apply of smime")) {
      assertThat(held.unsettled("smime")).isEmpty();
      assertThatThrownBy(() -> SqlState.forWriting(url(), "apply", Duration.ofMillis(100)))
          .isInstanceOf(StateException.class)
          .hasMessageContaining("apply of smime since ")
          .hasMessageContaining("process " + ProcessHandle.current().pid());
    }
    SqlState.forWriting(url(), "apply", Duration.ZERO).close();
  }

  @Test
  void readingWorksWhileARunWrites() {
    try (StateStore writing = SqlState.forWriting(url(), "apply")) {
      writing.verdicts().remember(sha(1), KEY, true);
      long run = writing.startRun("smime", "apply", NOW);
      writing.journal(run, List.of(change(1)), List.of(""));
      try (StateStore reading = SqlState.forReading(url())) {
        assertThat(reading.verdicts().recall(sha(1), KEY)).contains(true);
        reading.verdicts().remember(sha(2), KEY, true);
      }
    }
  }

  @Test
  void aPlanKeepsItsVerdictsWhenNoRunIsInTheWay() {
    SqlState.forWriting(url(), "apply").close();
    try (StateStore state = SqlState.forWriting(url(), "apply")) {
      state.startRun("smime", "apply", NOW);
    }
    try (StateStore reading = SqlState.forReading(url())) {
      reading.verdicts().remember(sha(2), KEY, true);
    }
    try (StateStore reading = SqlState.forReading(url())) {
      assertThat(reading.verdicts().recall(sha(2), KEY)).contains(true);
    }
  }

  @Test
  void readingBeforeTheFirstRunMakesNothing() {
    try (StateStore reading = SqlState.forReading(url())) {
      assertThat(reading.carriedOut()).isEmpty();
      reading.verdicts().remember(sha(2), KEY, true);
    }
    assertThat(temp.resolve("new")).doesNotExist();
  }

  @Test
  void directoryAndFilesAreForTheirOwnerOnly() throws IOException {
    try (StateStore state = SqlState.forWriting(url(), "apply")) {
      state.startRun("smime", "apply", NOW);
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.resolve("new"))))
        .isEqualTo("rwx------");
    try (var files = Files.list(temp.resolve("new"))) {
      for (Path file : files.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .as(file.toString())
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void aDamagedStateIsNamedAndWhatToDo() throws IOException {
    SqlState.forWriting(url(), "apply").close();
    Files.writeString(temp.resolve("new/state.mv.db"), "this is no database".repeat(1000));
    try (StateStore state = SqlState.forWriting(url(), "apply")) {
      assertThatThrownBy(state::verdicts)
          .isInstanceOf(StateException.class)
          .hasMessageContaining("state.mv.db")
          .hasMessageContaining("move it away");
    }
    try (StateStore state = SqlState.forReading(url())) {
      assertThatThrownBy(state::verdicts)
          .isInstanceOf(StateException.class)
          .hasMessageContaining("state.mv.db");
    }
  }

  @Test
  void aStateOfANewerProgramIsRefused() throws Exception {
    try (StateStore state = SqlState.forWriting(url(), "apply")) {
      state.startRun("smime", "apply", NOW);
    }
    try (Database database = Database.open(StateFile.of(url()))) {
      database.transaction(
          () ->
              database.execute(
                  "UPDATE \"flyway_schema_history\" SET \"version\" = '99'", statement -> {}));
    }
    try (StateStore state = SqlState.forWriting(url(), "apply")) {
      assertThatThrownBy(state::verdicts).hasMessageContaining("newer version");
    }
  }

  @Test
  void theNewestMigrationIsTheOneThatIsExpected() throws Exception {
    Path migrations =
        Path.of(
            Objects.requireNonNull(Database.class.getResource("migration/V1__first_tables.sql"))
                .toURI());
    try (var files = Files.list(Objects.requireNonNull(migrations.getParent()))) {
      Optional<Integer> newest =
          files
              .map(file -> String.valueOf(file.getFileName()))
              .map(name -> Integer.valueOf(name.substring(1, name.indexOf('_'))))
              .max(Integer::compare);
      assertThat(newest).contains(Integer.valueOf(Database.VERSION));
    }
  }

  @Test
  void aHundredThousandVerdictsComeBack() {
    SplittableRandom random = new SplittableRandom(1);
    try (StateStore state = SqlState.forWriting(url(), "apply")) {
      Verdicts verdicts = state.verdicts();
      for (int i = 0; i < 100_000; i++) {
        Sha256 certificate = new Sha256(random.nextLong(), random.nextLong(), random.nextLong(), i);
        verdicts.remember(certificate, KEY, i % 100 != 0);
      }
    }
    SplittableRandom again = new SplittableRandom(1);
    try (StateStore state = SqlState.forWriting(url(), "apply")) {
      Verdicts verdicts = state.verdicts();
      for (int i = 0; i < 100_000; i++) {
        Sha256 certificate = new Sha256(again.nextLong(), again.nextLong(), again.nextLong(), i);
        assertThat(verdicts.recall(certificate, KEY).orElseThrow()).isEqualTo(i % 100 != 0);
      }
    }
  }
}
