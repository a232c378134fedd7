package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.certpublisher.cert.Der;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A CA in the AIA and CDP containers of a domain, by an account that may write there alone. */
final class SambaAuthoritiesIT {
  private static final String SERVICES =
      "CN=Public Key Services,CN=Services,CN=Configuration," + SambaAd.BASE;
  private static final String AIA = "CN=Issuing CA,CN=AIA," + SERVICES;
  private static final String POINT = "CN=Issuing CA,CN=CDP," + SERVICES;
  private static final String LIST = "certificateRevocationList";
  private static final Der PLACEHOLDER = Der.wrap(new byte[1]);

  @TempDir private static Path directory;
  private static LiveSamba server;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    server = new LiveSamba(directory);
    try (LDAPConnection admin = server.admin()) {
      for (String container : List.of(SERVICES, "CN=AIA," + SERVICES, "CN=CDP," + SERVICES)) {
        if (admin.getEntry(container, "1.1") == null) {
          admin.add("dn: " + container, "objectClass: container");
        }
      }
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Set<Der> values(String dn, String attribute) throws LDAPException {
    try (LDAPConnection admin = server.admin()) {
      @Nullable SearchResultEntry entry = admin.getEntry(dn, attribute);
      byte[][] values = Objects.requireNonNull(entry).getAttributeValueByteArrays(attribute);
      return values == null
          ? Set.of()
          : Arrays.stream(values).map(Der::wrap).collect(Collectors.toSet());
    }
  }

  private TwoLevelCa ca(String name) {
    return TwoLevelCa.create(folder.resolve(name), "/CN=Issuing CA");
  }

  private Scene scene(TwoLevelCa ca, String entry, String attributes) throws IOException {
    return new Scene(
            Files.createDirectories(folder.resolve("publisher")),
            server.ldapsUrl(),
            server.samba().passwordFile(),
            server.authority())
        .bind(
            "method: simple, dn: \"%s\", password-file: \"%s\""
                .formatted(server.publisher(), server.samba().passwordFile()))
        .openssl(ca.certificate(), ca.database(), ca.certificates())
        .crl(ca.gencrl())
        .authorities(
            "attributes: [ %s ]\nca-entry: { corp-ca: \"%s\" }".formatted(attributes, entry))
        .policy("mode: full\ncreate-missing: true")
        .write();
  }

  private static String assertDone(Program.Result result) {
    assertThat(result.exit()).as(result.all()).isZero();
    return result.out();
  }

  @Test
  void theEntryOfTheCaIsMadeAndHoldsTheCertificateAndTheNewestListAlone() throws Exception {
    TwoLevelCa ca = ca("ca");
    Scene scene = scene(ca, AIA, "cACertificate, certificateRevocationList");
    granted(scene, AIA);
    assertThat(scene.run("plan", "--format", "ldif").out())
        .contains("changetype: add", "objectClass: certificationAuthority");
    assertDone(scene.run("apply"));
    assertThat(values(AIA, "cACertificate")).containsExactly(ca.der("x509", ca.certificate()));
    assertThat(values(AIA, LIST)).containsExactly(ca.der("crl", ca.crl()));
    assertThat(values(AIA, "authorityRevocationList")).containsExactly(PLACEHOLDER);
    assertThat(searched(AIA, "cACertificate", "x509")).isEqualTo(openssl("x509", ca.certificate()));
    assertThat(searched(AIA, LIST, "crl")).isEqualTo(openssl("crl", ca.crl()));

    long before = server.samba().modifications();
    assertDone(scene.run("apply"));
    assertThat(server.samba().modifications()).isEqualTo(before);

    ca.gencrl();
    assertDone(scene.run("apply"));
    assertThat(values(AIA, LIST)).containsExactly(ca.der("crl", ca.crl()));
    assertThat(values(AIA, "cACertificate")).containsExactly(ca.der("x509", ca.certificate()));
    assertThat(scene.run("check").out()).contains(AIA + " may be written");
  }

  /** Runs the command that check prints for an account that may not make the entry. */
  private static void granted(Scene scene, String dn) {
    SambaGrant.run(server.samba(), Ldif.cure(scene.run("check"), "may not make the entry " + dn));
    assertThat(scene.run("check").out())
        .contains(server.publisher() + " may make the entry " + dn)
        .doesNotContain("whether ");
  }

  /** What the real ldapsearch and openssl say of the one value of an attribute. */
  private String searched(String dn, String attribute, String kind) {
    Commands.run(
        folder,
        "/bin/sh",
        "-c",
        "ldapsearch -x -LLL -o ldif-wrap=no -H %s -D '%s' -w '%s' -b '%s' -s base %s | sed -n 's/^%s:: //p' | base64 -d > %s.der"
            .formatted(
                server.url(), SambaAd.ADMIN, Slapd.PASSWORD, dn, attribute, attribute, attribute));
    return openssl(kind, folder.resolve(attribute + ".der"), "-inform", "DER");
  }

  private String openssl(String kind, Path file, String... more) {
    String[] command = {"/usr/bin/openssl", kind, "-noout", "-fingerprint", "-issuer", "-in"};
    String[] all = Arrays.copyOf(command, command.length + 1 + more.length);
    all[command.length] = file.toString();
    System.arraycopy(more, 0, all, command.length + 1, more.length);
    return Commands.run(folder, all);
  }

  @Test
  void aPointForListsIsMadeAndAStrangersListInItStaysAndIsTold() throws Exception {
    TwoLevelCa ca = ca("ca");
    Scene scene = scene(ca, POINT, "certificateRevocationList");
    granted(scene, POINT);
    assertDone(scene.run("apply"));
    assertThat(values(POINT, LIST)).containsExactly(ca.der("crl", ca.crl()));

    TwoLevelCa stranger = ca("stranger");
    Der foreign = stranger.der("crl", stranger.gencrl());
    try (LDAPConnection admin = server.admin()) {
      admin.modify(POINT, new Modification(ModificationType.REPLACE, LIST, foreign.toBytes()));
    }
    assertThat(assertDone(scene.run("apply"))).contains("takes one value here");
    assertThat(values(POINT, LIST)).containsExactly(foreign);

    try (LDAPConnection admin = server.admin()) {
      admin.modify(POINT, new Modification(ModificationType.REPLACE, LIST, PLACEHOLDER.toBytes()));
    }
    assertDone(scene.run("apply"));
    assertThat(values(POINT, LIST)).containsExactly(ca.der("crl", ca.crl()));
  }
}
