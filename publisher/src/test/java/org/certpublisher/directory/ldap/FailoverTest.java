package org.certpublisher.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.Outcome;
import org.certpublisher.testing.InMemoryDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two servers with the same entries; the second has not got what the first was told. */
@Timeout(60)
final class FailoverTest {
  private static final int PEOPLE = 40;

  private final Refusing refusing = new Refusing();
  private InMemoryDirectory first;
  private InMemoryDirectory second;

  @BeforeEach
  void start() {
    first = InMemoryDirectory.start(refusing);
    second = InMemoryDirectory.start();
    for (InMemoryDirectory server : List.of(first, second)) {
      IntStream.range(0, PEOPLE).forEach(i -> server.person("p" + i));
    }
  }

  @AfterEach
  void stop() {
    refusing.end.countDown();
    first.close();
    second.close();
  }

  /** Refuses modifies, or searches, after so many. */
  private static final class Refusing extends InMemoryOperationInterceptor {
    private final AtomicInteger modifies = new AtomicInteger();
    private final AtomicInteger searches = new AtomicInteger();
    private volatile int wellModifies = Integer.MAX_VALUE;
    private volatile int wellSearches = Integer.MAX_VALUE;
    private volatile boolean unwell;
    private volatile boolean silent;
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile ResultCode code = ResultCode.BUSY;

    @Override
    public void processModifyRequest(
        com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyRequest request)
        throws LDAPException {
      if (silent) {
        awaitEnd();
        throw new LDAPException(ResultCode.UNAVAILABLE, "too late");
      }
      if (modifies.incrementAndGet() > wellModifies) {
        throw new LDAPException(code, "as the test wants it");
      }
    }

    private void awaitEnd() {
      try {
        end.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void processSearchRequest(InMemoryInterceptedSearchRequest request)
        throws LDAPException {
      if (unwell || searches.incrementAndGet() > wellSearches) {
        throw new LDAPException(code, "as the test wants it");
      }
    }
  }

  private LdapSettings settings(int pageSize) {
    LdapSettings one = Directories.settings(first, pageSize);
    return new LdapSettings(
        List.of(first.url(), second.url()),
        one.kind(),
        one.security(),
        one.bind(),
        one.entries(),
        new LdapSettings.Limits(
            pageSize, Duration.ofSeconds(5), Duration.ofSeconds(25), Duration.ofSeconds(30)));
  }

  private static List<EntryChange> additions(Directory directory) throws DirectoryException {
    List<EntryChange> changes = new ArrayList<>();
    directory.readEntries(
        entry -> changes.add(Directories.swap(entry, Directories.value("ours of " + entry.dn()))));
    return changes;
  }

  private static int written(InMemoryDirectory server) throws LDAPException {
    int values = 0;
    for (int i = 0; i < PEOPLE; i++) {
      var entry = server.server().getEntry(InMemoryDirectory.dn("p" + i));
      byte[][] found = entry == null ? null : entry.getAttributeValueByteArrays("userCertificate");
      values += found == null ? 0 : found.length;
    }
    return values;
  }

  @ParameterizedTest
  @CsvSource({"51", "52"})
  void aServerThatStaysBusyIsLeftAndNothingIsWrittenTwice(int code) throws Exception {
    refusing.code = ResultCode.valueOf(code);
    refusing.wellModifies = 10;
    try (Directory directory = LdapDirectory.open(settings(1000))) {
      List<Outcome> outcomes = directory.modify(additions(directory));
      assertThat(outcomes).hasSize(PEOPLE).allMatch(Outcome.DONE::equals);
      assertThat(written(first)).isEqualTo(10);
      assertThat(written(second)).isEqualTo(PEOPLE - 10);
      assertThat(directory.moves())
          .singleElement()
          .asString()
          .contains("went on at " + second.url() + " instead of " + first.url(), "busy");
    }
  }

  @Test
  void anEntryThatIsOtherAtTheNextServerIsLeftAlone() throws Exception {
    refusing.wellModifies = 0;
    second
        .server()
        .modify(
            InMemoryDirectory.dn("p7"),
            new com.unboundid.ldap.sdk.Modification(
                ModificationType.ADD, "userCertificate", new byte[] {1, 2, 3}));
    try (Directory directory = LdapDirectory.open(settings(1000))) {
      List<EntryChange> changes = additions(directory);
      List<Outcome> outcomes = directory.modify(changes);
      for (int i = 0; i < PEOPLE; i++) {
        boolean other = changes.get(i).dn().equals(InMemoryDirectory.dn("p7"));
        assertThat(outcomes.get(i).kind())
            .isEqualTo(other ? Outcome.Kind.MOVED : Outcome.Kind.DONE);
      }
      assertThat(written(second)).isEqualTo(PEOPLE);
    }
  }

  @Test
  void whatWasPlannedAtOneServerIsLookedAtAtTheNext() throws Exception {
    try (Directory directory = LdapDirectory.open(settings(1000))) {
      List<EntryChange> changes = additions(directory);
      second
          .server()
          .modify(
              InMemoryDirectory.dn("p3"),
              new com.unboundid.ldap.sdk.Modification(
                  ModificationType.ADD, "userCertificate", new byte[] {1, 2, 3}));
      first.close();
      List<Outcome> outcomes = directory.modify(changes);
      assertThat(outcomes).filteredOn(one -> one.kind() == Outcome.Kind.MOVED).hasSize(1);
      assertThat(outcomes).filteredOn(Outcome.DONE::equals).hasSize(PEOPLE - 1);
    }
  }

  @Test
  void aReadGoesOnAtTheNextServerAndTellsEachEntryOnce() throws Exception {
    try (Directory directory = LdapDirectory.open(settings(5))) {
      refusing.wellSearches = refusing.searches.get() + 3;
      List<String> names = new ArrayList<>();
      directory.readEntries(entry -> names.add(entry.dn()));
      assertThat(names).hasSize(PEOPLE).doesNotHaveDuplicates();
      assertThat(directory.moves()).singleElement().asString().contains("middle of a read");
      List<DirectoryEntry> again = new ArrayList<>();
      directory.readEntries(again::add);
      assertThat(again).as("read at one server").hasSize(PEOPLE);
      assertThat(directory.moves()).hasSize(1);
    }
  }

  @Test
  void aServerThatIsUnavailableAtTheStartIsPassedOver() throws Exception {
    refusing.unwell = true;
    refusing.code = ResultCode.UNAVAILABLE;
    try (Directory directory = LdapDirectory.open(settings(1000))) {
      assertThat(directory.describe().url()).isEqualTo(second.url());
      assertThat(directory.modify(additions(directory))).allMatch(Outcome.DONE::equals);
      assertThat(written(first)).isZero();
    }
  }

  @Test
  void aServerThatFallsSilentIsLeft() throws Exception {
    LdapSettings whole = settings(1000);
    LdapSettings brief =
        new LdapSettings(
            whole.urls(),
            whole.kind(),
            whole.security(),
            whole.bind(),
            whole.entries(),
            new LdapSettings.Limits(
                1000, Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(30)));
    try (Directory directory = LdapDirectory.open(brief)) {
      List<EntryChange> changes = additions(directory);
      refusing.silent = true;
      assertThat(directory.modify(changes)).hasSize(PEOPLE).allMatch(Outcome.DONE::equals);
      assertThat(written(second)).isEqualTo(PEOPLE);
      assertThat(directory.moves()).singleElement().asString().contains("no answer for 1 s");
    }
  }

  @Test
  void aRunStaysWithTheServerItBeganWith() throws Exception {
    try (Directory directory = LdapDirectory.open(settings(1000))) {
      for (EntryChange change : additions(directory)) {
        assertThat(directory.modify(List.of(change))).containsExactly(Outcome.DONE);
        assertThat(directory.read(change.dn()).orElseThrow().values()).hasSize(1);
      }
      assertThat(written(second)).isZero();
      assertThat(directory.moves()).isEmpty();
    }
  }

  @Test
  void whenAllAreUnwellTheRunEndsAndNamesThem() throws Exception {
    LdapSettings patient = settings(1000);
    LdapSettings impatient =
        new LdapSettings(
            patient.urls(),
            patient.kind(),
            patient.security(),
            patient.bind(),
            patient.entries(),
            Directories.settings(first, 1000).limits());
    try (Directory directory = LdapDirectory.open(impatient)) {
      List<EntryChange> changes = additions(directory);
      String[] urls = {first.url(), second.url()};
      first.close();
      second.close();
      assertThatThrownBy(() -> directory.modify(changes))
          .isInstanceOf(DirectoryException.class)
          .hasMessageContainingAll(urls);
    }
  }
}
