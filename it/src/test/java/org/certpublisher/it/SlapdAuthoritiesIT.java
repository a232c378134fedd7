package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.certpublisher.cert.Der;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A CA's own certificate and its lists, on slapd, by an account that may write them alone. */
final class SlapdAuthoritiesIT {
  private static final String PKI = "ou=PKI," + Slapd.BASE;
  private static final String DN = "cn=Issuing CA," + PKI;
  private static final String SUBJECT = "/DC=com/DC=example/OU=PKI/CN=Issuing CA";
  private static final String CERTIFICATE = "cACertificate;binary";
  private static final String LIST = "certificateRevocationList;binary";

  @TempDir private Path folder;

  private Slapd slapd(String more) {
    return new Slapd(folder.resolve("slapd"))
        .with(
            "",
            "access to dn.subtree=\""
                + PKI
                + "\" attrs=objectClass,cACertificate,certificateRevocationList"
                + more
                + " by dn.exact=\""
                + Slapd.PUBLISHER
                + "\" write by * read");
  }

  private static LDAPConnection admin(Slapd slapd) throws Exception {
    return new LDAPConnection(
        "localhost", URI.create(slapd.url()).getPort(), Slapd.ADMIN, Slapd.PASSWORD);
  }

  private static void addPki(LDAPConnection admin) throws Exception {
    admin.add("dn: " + PKI, "objectClass: organizationalUnit", "ou: PKI");
  }

  private static void addEntry(LDAPConnection admin) throws Exception {
    addPki(admin);
    admin.add("dn: " + DN, "objectClass: applicationProcess", "cn: Issuing CA");
  }

  private Scene scene(TwoLevelCa ca, Slapd slapd) {
    return new Scene(folder, slapd)
        .openssl(ca.certificate(), ca.database(), ca.certificates())
        .crl(ca.gencrl())
        .authorities("attributes: [ cACertificate, certificateRevocationList ]")
        .write();
  }

  private static Set<Der> values(LDAPConnection admin, String description) throws Exception {
    SearchResultEntry entry = admin.getEntry(DN, description);
    byte[][] values = entry.getAttributeValueByteArrays(description);
    return values == null
        ? Set.of()
        : Arrays.stream(values).map(Der::wrap).collect(Collectors.toSet());
  }

  private static void assertDone(Program.Result result) {
    assertThat(result.exit()).as(result.all()).isZero();
  }

  @Test
  void theDirectoryHoldsTheBytesOfTheCertificateAndOfTheNewestList() throws Exception {
    TwoLevelCa ca = TwoLevelCa.create(folder.resolve("ca"), SUBJECT);
    try (Slapd slapd = slapd("").start();
        LDAPConnection admin = admin(slapd)) {
      addEntry(admin);
      Scene scene = scene(ca, slapd);

      Program.Result plan = scene.run("plan", "--format", "ldif");
      assertThat(plan.exit()).as(plan.all()).isEqualTo(2);
      assertThat(plan.out()).contains("add: objectClass\nobjectClass: pkiCA\n-\n");
      assertThat(slapd.modifications()).isZero();

      assertDone(scene.run("apply"));
      assertThat(read(slapd, CERTIFICATE, "x509")).isEqualTo(openssl("x509", ca.certificate()));
      assertThat(read(slapd, LIST, "crl")).isEqualTo(openssl("crl", ca.crl()));
      assertThat(values(admin, CERTIFICATE)).containsExactly(ca.der("x509", ca.certificate()));
      assertThat(values(admin, LIST)).containsExactly(ca.der("crl", ca.crl()));

      long before = slapd.modifications();
      assertDone(scene.run("apply"));
      assertThat(slapd.modifications()).isEqualTo(before);

      ca.gencrl();
      assertDone(scene.run("apply"));
      assertThat(values(admin, LIST)).containsExactly(ca.der("crl", ca.crl()));
      assertThat(slapd.modifications()).isEqualTo(before + 1);
    }
  }

  /** What the real ldapsearch and openssl say of the one value of an attribute. */
  private String read(Slapd slapd, String description, String kind) {
    String name = description.replace(";binary", "");
    Commands.run(
        folder,
        "/bin/sh",
        "-c",
        "ldapsearch -x -LLL -o ldif-wrap=no -H %s -b '%s' -s base '%s' | sed -n 's/^%s:: //p' | base64 -d > %s.der"
            .formatted(slapd.url(), DN, description, description, name));
    return openssl(kind, folder.resolve(name + ".der"), "-inform", "DER");
  }

  private String openssl(String kind, Path file, String... more) {
    String[] command = {"/usr/bin/openssl", kind, "-noout", "-fingerprint", "-issuer", "-in"};
    String[] all = Arrays.copyOf(command, command.length + 1 + more.length);
    all[command.length] = file.toString();
    System.arraycopy(more, 0, all, command.length + 1, more.length);
    return Commands.run(folder, all);
  }

  @Test
  void valuesOfOthersAreNeverTouched() throws Exception {
    TwoLevelCa ca = TwoLevelCa.create(folder.resolve("ca"), SUBJECT);
    TwoLevelCa impostor = TwoLevelCa.create(folder.resolve("impostor"), SUBJECT);
    Der foreign = impostor.der("x509", impostor.certificate());
    // Of another thisUpdate: slapd takes lists of one issuer and time for one value.
    Der list = impostor.der("crl", impostor.gencrl("-crl_lastupdate", "20260101000000Z"));
    try (Slapd slapd = slapd("").start();
        LDAPConnection admin = admin(slapd)) {
      addEntry(admin);
      admin.modify(
          DN,
          new Modification(ModificationType.ADD, "objectClass", "pkiCA"),
          new Modification(ModificationType.ADD, CERTIFICATE, foreign.toBytes()),
          new Modification(ModificationType.ADD, LIST, list.toBytes()));
      Scene scene = scene(ca, slapd);
      assertDone(scene.run("apply"));
      ca.gencrl();
      assertDone(scene.run("apply"));

      assertThat(values(admin, CERTIFICATE))
          .containsExactlyInAnyOrder(foreign, ca.der("x509", ca.certificate()));
      assertThat(values(admin, LIST)).containsExactlyInAnyOrder(list, ca.der("crl", ca.crl()));
    }
  }

  @Test
  void aMissingEntryIsNamedAndOnlyMadeWhenThatIsAsked() throws Exception {
    TwoLevelCa ca = TwoLevelCa.create(folder.resolve("ca"), SUBJECT);
    try (Slapd slapd = slapd(",entry,children,cn").start();
        LDAPConnection admin = admin(slapd)) {
      addPki(admin);
      Scene scene = scene(ca, slapd);
      Program.Result without = scene.run("apply");
      assertDone(without);
      assertThat(without.out()).containsIgnoringCase("there is no entry " + DN);

      scene.policy("mode: full\ncreate-missing: true").write();
      assertThat(scene.run("plan", "--format", "ldif").out())
          .contains("changetype: add", "objectClass: applicationProcess", "objectClass: pkiCA");
      assertThat(slapd.logged(" ADD dn=")).isEqualTo(1); // the container, by the test
      Program.Result made = scene.run("apply");
      assertDone(made);
      assertThat(values(admin, CERTIFICATE)).containsExactly(ca.der("x509", ca.certificate()));
      assertThat(values(admin, LIST)).containsExactly(ca.der("crl", ca.crl()));
      assertDone(scene.run("apply"));
      assertThat(slapd.modifications()).isZero();
    }
  }
}
