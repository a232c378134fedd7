package org.certpublisher.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchEntry;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.unboundidds.controls.IgnoreNoUserModificationRequestControl;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.directory.follow.ChangeSource;
import org.certpublisher.directory.follow.OddCookieException;
import org.certpublisher.testing.InMemoryDirectory;
import org.junit.jupiter.api.Test;

/** What a server tells of changes, by modifyTimestamp. */
final class ChangesTest {
  private static final Clock NOW = Clock.systemUTC();
  private static final Clock LATER = Clock.offset(NOW, Duration.ofMinutes(10));

  private final List<String> changed = new ArrayList<>();
  private final List<String> gone = new ArrayList<>();

  /** Three people who were last changed long ago. */
  private static InMemoryDirectory people() throws Exception {
    InMemoryDirectory server = InMemoryDirectory.start();
    for (String uid : List.of("anna", "bert", "cleo")) {
      AddRequest add =
          new AddRequest(
              "dn: " + InMemoryDirectory.dn(uid),
              "objectClass: inetOrgPerson",
              "cn: " + uid,
              "sn: " + uid,
              "mail: " + uid + "@example.com",
              "modifyTimestamp: 20261101120000.000Z");
      add.addControl(new IgnoreNoUserModificationRequestControl());
      server.server().add(add);
    }
    return server;
  }

  private static void set(InMemoryDirectory server, String uid, String attribute, String value)
      throws Exception {
    server
        .server()
        .modify(
            InMemoryDirectory.dn(uid),
            new Modification(ModificationType.REPLACE, attribute, value));
  }

  private ChangeSource.Cookie changes(InMemoryDirectory server, Clock clock, String since)
      throws DirectoryException, OddCookieException {
    changed.clear();
    gone.clear();
    try (LdapDirectory directory = LdapDirectory.open(Directories.settings(server, 2))) {
      Consumer<DirectoryEntry> names = entry -> changed.add(entry.dn());
      return directory.changes(clock).orElseThrow().readChanges(since, names, gone::add);
    }
  }

  private static ChangeSource.Cookie all(InMemoryDirectory server) throws DirectoryException {
    try (LdapDirectory directory = LdapDirectory.open(Directories.settings(server, 2))) {
      return directory.changes(LATER).orElseThrow().readAll(entry -> {});
    }
  }

  @Test
  void onlyWhatChangedComes() throws Exception {
    try (InMemoryDirectory server = people()) {
      String cookie = all(server).text();
      set(server, "bert", "userCertificate", "a value");
      String next = changes(server, LATER, cookie).text();
      assertThat(changed).as("all are as old").hasSize(3);
      assertThat(gone).as("the container is none of ours").hasSize(1);

      set(server, "cleo", "mail", "c@example.com");
      changes(server, LATER, next);
      assertThat(changed)
          .contains(InMemoryDirectory.dn("cleo"))
          .doesNotContain(InMemoryDirectory.dn("anna"));
    }
  }

  @Test
  void anEntryThatIsNoneOfOursAnyMoreIsToldByItsName() throws Exception {
    try (InMemoryDirectory server = people()) {
      String cookie = all(server).text();
      String dn = InMemoryDirectory.dn("bert");
      server.server().delete(dn);
      server
          .server()
          .add("dn: " + dn, "objectClass: account", "objectClass: extensibleObject", "uid: bert");
      changes(server, LATER, cookie);
      assertThat(changed).doesNotContain(dn);
      assertThat(gone).contains(dn);
    }
  }

  @Test
  void whatMayStillBeUnderWayIsAskedForAgain() throws Exception {
    try (InMemoryDirectory server = people()) {
      String cookie = all(server).text();
      set(server, "bert", "userCertificate", "a value");
      String next = changes(server, NOW, cookie).text();
      String after = changes(server, NOW, next).text();
      assertThat(changed).containsExactly(InMemoryDirectory.dn("bert"));
      assertThat(after.split(" ", -1)[2]).isLessThan(stamp(server, "bert"));
    }
  }

  private static String stamp(InMemoryDirectory server, String uid) throws Exception {
    return Optional.ofNullable(server.server().getEntry(InMemoryDirectory.dn(uid), "+"))
        .orElseThrow()
        .getAttributeValue("modifyTimestamp");
  }

  @Test
  void anotherServerIsReadInFull() throws Exception {
    try (InMemoryDirectory server = people();
        InMemoryDirectory other = people()) {
      String cookie = all(server).text();
      assertThatThrownBy(() -> changes(other, LATER, cookie))
          .isInstanceOf(OddCookieException.class)
          .hasMessageContaining("another server");
    }
  }

  @Test
  void noEntriesGiveNoCookie() throws Exception {
    try (InMemoryDirectory server = InMemoryDirectory.start()) {
      ChangeSource.Cookie cookie = all(server);
      assertThat(cookie.text()).isEmpty();
      assertThat(cookie.why()).isEqualTo("there are no entries");
    }
  }

  @Test
  void anEntryWithoutAStampGivesNoCookie() throws Exception {
    InMemoryOperationInterceptor hides =
        new InMemoryOperationInterceptor() {
          @Override
          public void processSearchEntry(InMemoryInterceptedSearchEntry found) {
            Entry entry = found.getSearchEntry().duplicate();
            entry.removeAttribute("modifyTimestamp");
            found.setSearchEntry(entry);
          }
        };
    try (InMemoryDirectory server = InMemoryDirectory.start(hides)) {
      server.person("anna");
      ChangeSource.Cookie cookie = all(server);
      assertThat(cookie.text()).isEmpty();
      assertThat(cookie.why()).isEqualTo("entries do not show modifyTimestamp");
    }
  }
}
