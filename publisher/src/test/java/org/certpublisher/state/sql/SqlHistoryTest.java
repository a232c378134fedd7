package org.certpublisher.state.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.certpublisher.cert.Der;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.StoredValue;
import org.certpublisher.state.History;
import org.certpublisher.state.Journaled;
import org.certpublisher.state.StateStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqlHistoryTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  @TempDir Path temp;

  private String url() {
    return "jdbc:h2:file:" + temp.resolve("state");
  }

  @Test
  void valuesThatWentComeBackWithTheirBytesAndDescription() {
    EntryChange change = SqlStateTest.change(1);
    EntryChange.Frame frame =
        new EntryChange.Frame(
            EntryChange.Fate.REMOVED,
            List.of("top", "person"),
            Map.of("sn", List.of(Der.copyOf(new byte[] {65}), Der.copyOf(new byte[] {66}))));
    try (StateStore state = SqlState.forWriting(url(), "apply")) {
      long run = state.startRun("smime", "apply", NOW);
      state.journal(
          run,
          List.of(
              new EntryChange(
                  change.dn(), change.version(), change.before(), change.attributes(), frame)),
          List.of("one\ntwo"));
    }
    List<History.Change> found = new ArrayList<>();
    try (History history = SqlState.history(url())) {
      history.changesOf(1, found::add);
    }
    assertThat(found).hasSize(1);
    assertThat(found.get(0).reasons()).containsExactly("one", "two");
    assertThat(found.get(0).outcome()).isEmpty();
    Journaled journaled = found.get(0).journaled();
    assertThat(journaled.gone())
        .containsExactly(
            new Journaled.Gone(
                new StoredValue(
                    CertificateAttribute.USER_CERTIFICATE,
                    "userCertificate;binary",
                    Der.copyOf(new byte[] {1, 2, 3})),
                SqlStateTest.sha(-1)));
    assertThat(journaled.come())
        .containsExactly(
            new Journaled.Come(
                CertificateAttribute.USER_CERTIFICATE,
                SqlStateTest.sha(1),
                Optional.of(Der.copyOf(new byte[] {4}).sha256())));
    assertThat(journaled.frame()).isEqualTo(frame);
  }

  @Test
  void pagesAreReadToTheEndAndInOrder() {
    List<EntryChange> window = IntStream.range(0, 2500).mapToObj(SqlStateTest::change).toList();
    try (StateStore state = SqlState.forWriting(url(), "apply")) {
      for (int n = 0; n < 2001; n++) {
        state.startRun("smime", "apply", NOW);
      }
      state.journal(2001, window, window.stream().map(EntryChange::dn).toList());
    }
    List<Long> runs = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<String> backwards = new ArrayList<>();
    try (History history = SqlState.history(url())) {
      history.runs(run -> runs.add(run.number()));
      history.changesOf(2001, change -> names.add(change.dn()));
      history.changesOf(dn -> !dn.startsWith("uid=1"), change -> backwards.add(change.dn()));
      assertThat(history.run(2001)).get().extracting(History.Run::outcome).isEqualTo("");
      assertThat(history.run(2002)).isEmpty();
    }
    assertThat(runs).hasSize(2001).startsWith(2001L).endsWith(1L);
    assertThat(names).isEqualTo(window.stream().map(EntryChange::dn).toList());
    assertThat(backwards).hasSize(1389).startsWith("uid=2499,dc=example");
  }
}
