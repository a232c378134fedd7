package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.match.Sid;
import org.certpublisher.testing.OpenSslCa;
import org.certpublisher.testing.Wish;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Certificates of the real {@code openssl ca} find the entries of a real domain by other things
 * than {@code mail}, read by an account that may do no more than publish.
 */
final class SambaMatchIT {
  private static final String RULES =
      "mail, proxyAddresses, userPrincipalName, objectSid,"
          + " { attribute: employeeNumber, from: subject.serialNumber }";
  private static final String SID =
      """
      1.3.6.1.4.1.311.25.2=ASN1:SEQUENCE:sid
      [sid]
      name=IMPLICIT:0,SEQUENCE:sid_name
      [sid_name]
      type=OID:1.3.6.1.4.1.311.25.2.1
      value=EXPLICIT:0,FORMAT:ASCII,OCTETSTRING:%s
      """;

  @TempDir private static Path directory;
  private static LiveSamba server;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    server = new LiveSamba(directory);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String add(String container, String name, String objectClass, String... lines) {
    String[] ldif = new String[lines.length + 2];
    ldif[0] = "dn: CN=" + name + "," + container;
    ldif[1] = "objectClass: " + objectClass;
    System.arraycopy(lines, 0, ldif, 2, lines.length);
    return server.add(ldif);
  }

  private Scene scene(String container, OpenSslCa ca) {
    return new Scene(folder, server.ldapsUrl(), server.samba().passwordFile(), server.authority())
        .bind(
            "method: simple, dn: \"%s\", password-file: \"%s\""
                .formatted(server.publisher(), server.samba().passwordFile()))
        .entries(
            "base: \"%s\", filter: \"(objectClass=*)\", match: [ %s ]".formatted(container, RULES))
        .openssl(ca.certificate(), ca.database(), ca.certificates())
        .write();
  }

  private static SearchResultEntry entry(String dn) throws LDAPException {
    try (LDAPConnection admin = server.admin()) {
      @Nullable SearchResultEntry found = admin.getEntry(dn, "userCertificate", "objectSid");
      return Objects.requireNonNull(found);
    }
  }

  private static void assertHolds(String dn, OpenSslCa ca, String... serials) throws Exception {
    byte @Nullable [][] held = entry(dn).getAttributeValueByteArrays("userCertificate");
    Set<Der> expected = new HashSet<>();
    for (String serial : serials) {
      ca.openssl("x509", "-in", ca.file(serial).toString(), "-outform", "DER", "-out", "one.der");
      expected.add(Der.wrap(Files.readAllBytes(ca.certificate().resolveSibling("one.der"))));
    }
    assertThat(Arrays.stream(held == null ? new byte[0][] : held).map(Der::copyOf))
        .as(dn)
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void usersAndContactsAreFoundByWhatTheCertificateSays() throws Exception {
    String base = server.container("match");
    OpenSslCa ca = OpenSslCa.create(folder.resolve("ca"), OpenSslCa.Key.P256);
    String proxy =
        add(
            base,
            "proxy",
            "user",
            "mail: p@corp.test",
            "proxyAddresses: SMTP:p@corp.test",
            "proxyAddresses: smtp:Alias@example.com",
            "proxyAddresses: X400:c=DE;s=other");
    String contact =
        add(
            base,
            "partner",
            "contact",
            "mail: own@elsewhere.test",
            "proxyAddresses: smtp:partner@example.com");
    String principal = add(base, "principal", "user", "userPrincipalName: Someone@corp.test");
    String known = add(base, "known", "user", "mail: old.name@example.com");
    String numbered = add(base, "numbered", "user", "employeeNumber: e4711");
    String first = add(base, "first", "user", "proxyAddresses: smtp:shared@example.com");
    String second = add(base, "second", "contact", "proxyAddresses: SMTP:shared@example.com");
    String sid = Sid.text(entry(known).getAttributeValueBytes("objectSid")).orElseThrow();

    final String byProxy = ca.issue("alias@example.com");
    final String byContact = ca.issue("partner@example.com");
    final String byPrincipal =
        ca.issue(
            Wish.of("someone@example.com"),
            List.of("otherName:1.3.6.1.4.1.311.20.2.3;UTF8:someone@CORP.test"),
            "");
    final String bySid = ca.issue(Wish.of("new.name@example.com"), List.of(), SID.formatted(sid));
    final String byNumber =
        ca.issue(Wish.of("numbered@example.com").subject("/CN=Numbered/serialNumber=E4711"));
    ca.issue("shared@example.com");

    Scene scene = scene(base, ca);
    Program.Result plan = scene.run("plan");
    assertThat(plan.exit()).as(plan.all()).isEqualTo(2);
    assertThat(plan.out())
        .contains("shared@example.com finds 2 entries by proxyAddresses; not published")
        .contains("new.name@example.com is not in mail, only found by objectSid")
        .contains("numbered@example.com is not in mail, only found by employeeNumber");
    Program.Result applied = scene.run("apply");
    assertThat(applied.exit()).as(applied.all()).isZero();
    assertHolds(proxy, ca, byProxy);
    assertHolds(contact, ca, byContact);
    assertHolds(principal, ca, byPrincipal);
    assertHolds(known, ca, bySid);
    assertHolds(numbered, ca, byNumber);
    assertHolds(first, ca);
    assertHolds(second, ca);
    assertThat(scene.run("plan").exit()).isZero();

    ca.revoke(bySid);
    Program.Result revoked = scene.run("apply");
    assertThat(revoked.exit()).as(revoked.all()).isZero();
    assertHolds(known, ca);
    assertHolds(proxy, ca, byProxy);
  }
}
