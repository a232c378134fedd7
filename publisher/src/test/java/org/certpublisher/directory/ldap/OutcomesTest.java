package org.certpublisher.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.ResultCode;
import java.util.List;
import java.util.Optional;
import org.certpublisher.cert.Der;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.directory.Outcome;
import org.certpublisher.testing.InMemoryDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server's answer means for a change. */
final class OutcomesTest {
  private static final Der OURS = Directories.value("ours");

  private final Answering answering = new Answering();
  private final InMemoryDirectory server = InMemoryDirectory.start(answering);
  private String dn = "";
  private LdapDirectory directory;

  @BeforeEach
  void open() throws DirectoryException {
    dn = server.person("anna");
    directory = LdapDirectory.open(Directories.settings(server, 500));
  }

  @AfterEach
  void close() {
    directory.close();
    server.close();
  }

  private DirectoryEntry entry() throws DirectoryException {
    return directory.read(dn).orElseThrow();
  }

  private Outcome publish() throws DirectoryException {
    List<Outcome> outcomes = directory.modify(List.of(Directories.swap(entry(), OURS)));
    assertThat(outcomes).hasSize(1);
    return outcomes.get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "50, NOT_PERMITTED, grant it",
    "32, MOVED, is gone",
    "65, FAILED, inetOrgPerson",
    "17, FAILED, schema lacks",
    "18, FAILED, equality rule",
    "19, FAILED, limits the values",
    "21, FAILED, does not take the value",
    "11, FAILED, limit",
    "53, FAILED, read-only",
    "10, FAILED, first in urls",
    "8, FAILED, ldaps://",
    "80, FAILED, log",
    "20, FAILED, as planned on",
    "16, FAILED, as planned on",
  })
  void anAnswerIsAnOutcomeWithItsNextStep(int code, Outcome.Kind kind, String words)
      throws DirectoryException {
    answering.insteadOfTheNext(ResultCode.valueOf(code));
    Outcome outcome = publish();
    assertThat(outcome.kind()).isEqualTo(kind);
    assertThat(outcome.text()).contains(words).doesNotContain("\n");
    assertThat(entry().values()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"51", "52"})
  void aServerThatIsBusyIsAskedAgain(int code) throws DirectoryException {
    answering.insteadOfTheNext(ResultCode.valueOf(code));
    answering.insteadOfTheNext(ResultCode.valueOf(code));
    assertThat(publish()).isEqualTo(Outcome.DONE);
    assertThat(answering.modifications()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"51", "20", "16"})
  void whatWasCarriedOutInSpiteOfTheAnswerIsDoneAndNotSentTwice(int code)
      throws DirectoryException {
    answering.afterTheNext(ResultCode.valueOf(code));
    assertThat(publish()).isEqualTo(Outcome.DONE);
    assertThat(answering.modifications()).isEqualTo(1);
  }

  @Test
  void aServerThatStaysBusyEndsTheRun() {
    for (int i = 0; i < 100; i++) {
      answering.insteadOfTheNext(ResultCode.BUSY);
    }
    assertThatThrownBy(this::publish)
        .isInstanceOf(DirectoryException.class)
        .hasMessageContainingAll(server.url(), "run again");
  }

  @Test
  void anEntryThatIsGoneIsMovedThough389SaysInsufficientRights() throws Exception {
    LdapSettings settings = Directories.settings(server, 500);
    LdapSettings as389 =
        new LdapSettings(
            settings.urls(),
            Optional.of(ServerKind.DS_389),
            settings.security(),
            settings.bind(),
            settings.entries(),
            settings.limits());
    try (LdapDirectory other = LdapDirectory.open(as389)) {
      answering.insteadOfTheNext(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
      List<Outcome> refused = other.modify(List.of(Directories.swap(entry(), OURS)));
      assertThat(refused).extracting(Outcome::kind).containsExactly(Outcome.Kind.NOT_PERMITTED);
      answering.beforeTheNext(() -> server.remove(dn));
      answering.insteadOfTheNext(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
      List<Outcome> gone = other.modify(List.of(Directories.swap(entry(), OURS)));
      assertThat(gone).extracting(Outcome::kind).containsExactly(Outcome.Kind.MOVED);
    }
  }

  @Test
  void anEntryThatChangedIsNotWritten() throws Exception {
    DirectoryEntry stale = entry();
    server
        .server()
        .modify(
            "dn: " + dn, "changetype: modify", "add: userCertificate", "userCertificate: other");
    int before = answering.modifications();
    List<Outcome> outcomes = directory.modify(List.of(Directories.swap(stale, OURS)));
    assertThat(outcomes).extracting(Outcome::kind).containsExactly(Outcome.Kind.MOVED);
    assertThat(answering.modifications()).isEqualTo(before);
  }

  @Test
  void oneFailedChangeHidesNoOther() throws DirectoryException {
    String other = server.person("berta");
    answering.insteadOfTheNext(ResultCode.CONSTRAINT_VIOLATION);
    List<Outcome> outcomes =
        directory.modify(
            List.of(
                Directories.swap(entry(), OURS),
                Directories.swap(directory.read(other).orElseThrow(), OURS)));
    assertThat(outcomes)
        .extracting(Outcome::kind)
        .containsExactlyInAnyOrder(Outcome.Kind.FAILED, Outcome.Kind.DONE);
  }

  @Test
  void aValueNamedTwiceIsWrittenOnce() throws DirectoryException {
    List<Outcome> outcomes = directory.modify(List.of(Directories.swap(entry(), OURS, OURS)));
    assertThat(outcomes).containsExactly(Outcome.DONE);
    assertThat(entry().values()).hasSize(1);
  }
}
