package org.certpublisher.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchEntry;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchResult;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.certpublisher.cert.match.MatchRules;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.testing.InMemoryDirectory;
import org.junit.jupiter.api.Test;

/** A read comes to its end or throws. */
final class ReadingTest {
  private static List<DirectoryEntry> read(InMemoryDirectory server, int pageSize)
      throws DirectoryException {
    List<DirectoryEntry> entries = new ArrayList<>();
    try (LdapDirectory directory = LdapDirectory.open(Directories.settings(server, pageSize))) {
      directory.readEntries(entries::add);
    }
    return entries;
  }

  private static InMemoryDirectory people(int count, InMemoryOperationInterceptor... interceptors) {
    InMemoryDirectory server = InMemoryDirectory.start(interceptors);
    for (int i = 0; i < count; i++) {
      server.person("u" + i);
    }
    return server;
  }

  @Test
  void valuesHandedOutInPiecesAreFetchedToTheLast() throws Exception {
    try (InMemoryDirectory server = people(1, new Ranges())) {
      for (int i = 0; i < 25; i++) {
        server
            .server()
            .modify(
                "dn: " + InMemoryDirectory.dn("u0"),
                "changetype: modify",
                "add: userCertificate",
                "userCertificate: value " + i);
      }
      List<DirectoryEntry> entries = read(server, 500);
      assertThat(entries).hasSize(1);
      assertThat(entries.get(0).values())
          .hasSize(25)
          .allMatch(value -> value.description().equals("userCertificate"))
          .extracting(value -> new String(value.bytes().view(), StandardCharsets.UTF_8))
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void theEntriesOfAllBasesAreReadAndFoundByTheirAddress() throws Exception {
    String partners = "ou=Partners," + InMemoryDirectory.BASE;
    try (InMemoryDirectory server = people(7)) {
      server.server().add("dn: " + partners, "objectClass: organizationalUnit", "ou: Partners");
      for (int i = 0; i < 5; i++) {
        server
            .server()
            .add(
                "dn: cn=p" + i + "," + partners,
                "objectClass: inetOrgPerson",
                "cn: p" + i,
                "sn: p" + i,
                "mail: u" + i + "@example.com");
      }
      try (Directory directory =
          LdapDirectory.open(of(server, InMemoryDirectory.PEOPLE, partners))) {
        List<DirectoryEntry> entries = new ArrayList<>();
        directory.readEntries(entries::add);
        assertThat(entries).hasSize(12);
        assertThat(
                directory.select(new Directory.Only(Directory.Only.Kind.ADDRESS, "u3@example.com")))
            .as("a mailbox in two bases")
            .containsExactlyInAnyOrder(InMemoryDirectory.dn("u3"), "cn=p3," + partners);
      }
      String absent = "ou=Gone," + InMemoryDirectory.BASE;
      try (Directory directory = LdapDirectory.open(of(server, InMemoryDirectory.PEOPLE, absent))) {
        assertThatThrownBy(() -> directory.readEntries(entry -> {}))
            .as("one base that cannot be read ends the read")
            .isInstanceOf(DirectoryException.class)
            .hasMessageContaining("there is no " + absent);
      }
    }
  }

  private static LdapSettings of(InMemoryDirectory server, String... bases) {
    LdapSettings one = Directories.settings(server, 3);
    return new LdapSettings(
        one.urls(),
        one.kind(),
        one.security(),
        one.bind(),
        new LdapSettings.Entries(List.of(bases), "(objectClass=person)", MatchRules.of("mail")),
        one.limits());
  }

  @Test
  void aFullPageWithoutAnAnswerToPagingIsAFailure() {
    try (InMemoryDirectory server = people(10, new NoPaging())) {
      assertThatThrownBy(() -> read(server, 10))
          .isInstanceOf(DirectoryException.class)
          .hasMessageContaining("full page of 10");
    }
  }

  @Test
  void aShortPageWithoutAnAnswerToPagingIsTheEnd() throws DirectoryException {
    try (InMemoryDirectory server = people(9, new NoPaging())) {
      assertThat(read(server, 10)).hasSize(9);
    }
  }

  @Test
  void aPageThatFailsIsAFailureOfTheWholeRead() {
    AtomicInteger searches = new AtomicInteger();
    InMemoryOperationInterceptor third =
        new InMemoryOperationInterceptor() {
          @Override
          public void processSearchResult(InMemoryInterceptedSearchResult result) {
            if (result.getRequest().getScope().equals(SearchScope.SUB)
                && searches.incrementAndGet() == 3) {
              result.setResult(new LDAPResult(result.getMessageID(), ResultCode.OTHER));
            }
          }
        };
    try (InMemoryDirectory server = people(30, third)) {
      assertThatThrownBy(() -> read(server, 10))
          .isInstanceOf(DirectoryException.class)
          .hasMessageContaining("the read failed (80");
    }
  }

  @Test
  void whatTheConsumerThrowsComesOutAndTheNextReadIsWhole() throws DirectoryException {
    try (InMemoryDirectory server = people(2000);
        LdapDirectory directory = LdapDirectory.open(Directories.settings(server, 100))) {
      assertThatThrownBy(
              () ->
                  directory.readMailboxes(
                      entry -> {
                        throw new IllegalStateException("the consumer's own");
                      }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the consumer's own");
      AtomicInteger entries = new AtomicInteger();
      directory.readMailboxes(entry -> entries.incrementAndGet());
      assertThat(entries).hasValue(2000);
    }
  }

  @Test
  void anEntryMayBeReadWhileOthersAreStreamed() throws DirectoryException {
    try (InMemoryDirectory server = people(300);
        LdapDirectory directory = LdapDirectory.open(Directories.settings(server, 100))) {
      AtomicInteger same = new AtomicInteger();
      directory.readEntries(
          entry -> {
            try {
              same.addAndGet(directory.read(entry.dn()).orElseThrow().equals(entry) ? 1 : 0);
            } catch (DirectoryException e) {
              throw new IllegalStateException(e);
            }
          });
      assertThat(same).hasValue(300);
    }
  }

  @Test
  void aMalformedFilterAndNameAreSaid() throws DirectoryException {
    try (InMemoryDirectory server = people(1);
        LdapDirectory directory = LdapDirectory.open(Directories.settings(server, 100))) {
      assertThatThrownBy(
              () -> directory.select(new Directory.Only(Directory.Only.Kind.FILTER, "(mail=a")))
          .isInstanceOf(DirectoryException.class)
          .hasMessageContaining("\"(mail=a\" is no LDAP filter");
      assertThatThrownBy(() -> directory.select(new Directory.Only(Directory.Only.Kind.DN, "Anna")))
          .isInstanceOf(DirectoryException.class)
          .hasMessageContaining("\"Anna\" is no distinguished name");
    }
  }

  /** Hands out ten values at a time, as Active Directory does 1,500. */
  private static final class Ranges extends InMemoryOperationInterceptor {
    private static final int PIECE = 10;

    private final AtomicInteger firsts = new AtomicInteger();

    @Override
    public void processSearchRequest(InMemoryInterceptedSearchRequest request) {
      var asked = request.getRequest();
      String[] names =
          asked.getAttributeList().stream()
              .map(name -> name.startsWith("userCertificate") ? "userCertificate" : name)
              .toArray(String[]::new);
      var plain = new SearchRequest(asked.getBaseDN(), asked.getScope(), asked.getFilter(), names);
      plain.setControls(asked.getControls());
      firsts.set(first(asked.getAttributeList()));
      request.setRequest(plain);
    }

    private static int first(List<String> names) {
      return names.stream()
          .filter(name -> name.startsWith("userCertificate;range="))
          .map(name -> name.substring("userCertificate;range=".length(), name.indexOf('-')))
          .mapToInt(Integer::parseInt)
          .findFirst()
          .orElse(0);
    }

    @Override
    public void processSearchEntry(InMemoryInterceptedSearchEntry intercepted) {
      Attribute held = intercepted.getSearchEntry().getAttribute("userCertificate");
      if (held != null) {
        int first = firsts.get();
        byte[][] all = held.getValueByteArrays();
        int end = Math.min(first + PIECE, all.length);
        String last = end == all.length ? "*" : String.valueOf(end - 1);
        Entry entry = intercepted.getSearchEntry().duplicate();
        entry.removeAttribute("userCertificate");
        entry.addAttribute(
            new Attribute(
                "userCertificate;range=" + first + "-" + last,
                Arrays.copyOfRange(all, first, end)));
        intercepted.setSearchEntry(entry);
      }
    }
  }

  /** Forgets to say whether there are more pages. */
  private static final class NoPaging extends InMemoryOperationInterceptor {
    @Override
    public void processSearchResult(InMemoryInterceptedSearchResult intercepted) {
      LDAPResult result = intercepted.getResult();
      intercepted.setResult(
          new LDAPResult(
              result.getMessageID(),
              result.getResultCode(),
              result.getDiagnosticMessage(),
              result.getMatchedDN(),
              result.getReferralURLs(),
              new Control[0]));
    }
  }
}
