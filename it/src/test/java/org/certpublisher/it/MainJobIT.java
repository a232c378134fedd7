package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.certpublisher.cert.Der;
import org.certpublisher.testing.OpenSslCa;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job: a CA made by {@code openssl ca}, a real slapd, 1,000 people. */
final class MainJobIT {
  private static final int PEOPLE = 1000;
  private static final int LOOKED_AT_WITH_OPENSSL = 10;

  @TempDir private Path folder;

  @Test
  void planWritesNothingApplyWritesAllAndTheNextApplyNothing() throws IOException {
    OpenSslCa ca = OpenSslCa.create(folder.resolve("ca"), OpenSslCa.Key.RSA);
    OpenSslBatch.issue(ca, PEOPLE);
    try (Slapd slapd = new Slapd(folder.resolve("slapd")).seedPeople(PEOPLE).start()) {
      Scene scene =
          new Scene(folder, slapd)
              .openssl(ca.certificate(), ca.database(), ca.certificates())
              .crl(ca.gencrl(7))
              .write();

      Program.Result plan = scene.run("plan");
      assertThat(plan.exit()).as(plan.all()).isEqualTo(2);
      assertThat(slapd.modifications()).isZero();

      Program.Result apply = scene.run("apply");
      assertThat(apply.exit()).as(apply.all()).isZero();
      assertThat(slapd.modifications()).isEqualTo(PEOPLE);
      assertPublished(slapd, ca);

      Program.Result again = scene.run("apply");
      assertThat(again.exit()).as(again.all()).isZero();
      assertThat(slapd.modifications()).isEqualTo(PEOPLE);

      Program.Result nothing = scene.run("plan");
      assertThat(nothing.exit()).as(nothing.all()).isZero();
    }
  }

  private void assertPublished(Slapd slapd, OpenSslCa ca) throws IOException {
    Map<String, Path> issued = issued(ca);
    Map<String, Map<String, List<Der>>> found = ldapsearch(slapd);
    assertThat(found.keySet()).isEqualTo(issued.keySet()).hasSize(PEOPLE);
    int looked = 0;
    for (Map.Entry<String, Path> one : issued.entrySet()) {
      Map<String, List<Der>> values = found.getOrDefault(one.getKey(), Map.of());
      List<Der> certificates = values.getOrDefault("userCertificate;binary", List.of());
      List<Der> smime = values.getOrDefault("userSMIMECertificate", List.of());
      assertThat(certificates).containsExactly(pem(one.getValue()));
      assertThat(smime).hasSize(1);
      assertThat(new People.Held(Set.of(), Set.copyOf(smime)).smimeLeaves())
          .containsExactly(certificates.get(0));
      if (looked++ < LOOKED_AT_WITH_OPENSSL) {
        lookWithOpenSsl(one.getValue(), certificates.get(0), smime.get(0));
      }
    }
  }

  private void lookWithOpenSsl(Path issued, Der certificate, Der smime) throws IOException {
    Path der = Files.write(folder.resolve("one.der"), certificate.toBytes());
    Path pkcs7 = Files.write(folder.resolve("one.p7"), smime.toBytes());
    assertThat(openssl("x509", "-inform", "DER", "-in", der.toString()))
        .isEqualTo(openssl("x509", "-in", issued.toString()));
    assertThat(openssl("pkcs7", "-inform", "DER", "-in", pkcs7.toString(), "-print_certs"))
        .contains(openssl("x509", "-in", issued.toString()).strip());
    assertThat(openssl("cms", "-cmsout", "-print", "-inform", "DER", "-in", pkcs7.toString()))
        .contains("pkcs7-signedData", "signerInfos:\n      <EMPTY>");
  }

  private String openssl(String... arguments) {
    List<String> command = new ArrayList<>(List.of("/usr/bin/openssl"));
    command.addAll(List.of(arguments));
    return Commands.run(folder, command.toArray(new String[0]));
  }

  private static Map<String, Path> issued(OpenSslCa ca) {
    return ca.rows().stream()
        .map(row -> row.split("\t", -1))
        .collect(
            Collectors.toMap(
                columns -> columns[5].substring(columns[5].lastIndexOf('=') + 1),
                columns -> ca.file(columns[3]),
                (one, other) -> other,
                TreeMap::new));
  }

  private static Der pem(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      String body =
          lines
              .dropWhile(line -> !line.startsWith("-----BEGIN"))
              .filter(line -> !line.startsWith("-----"))
              .collect(Collectors.joining());
      return Der.fromBase64(body);
    }
  }

  /** By uid, by attribute description, as ldapsearch prints it. */
  private Map<String, Map<String, List<Der>>> ldapsearch(Slapd slapd) {
    String ldif =
        Commands.run(
            folder,
            "/usr/bin/ldapsearch",
            "-x",
            "-LLL",
            "-o",
            "ldif-wrap=no",
            "-H",
            slapd.url(),
            "-D",
            Slapd.PUBLISHER,
            "-w",
            Slapd.PASSWORD,
            "-b",
            Slapd.PEOPLE,
            "(objectClass=person)",
            "userCertificate;binary",
            "userSMIMECertificate");
    Map<String, Map<String, List<Der>>> people = new TreeMap<>();
    for (String entry : ldif.split("\n\n", -1)) {
      String uid = entry.replaceFirst("(?s)^dn: uid=([^,]*),.*$", "$1").strip();
      entry
          .lines()
          .filter(line -> line.contains(":: "))
          .map(line -> line.split(":: ", 2))
          .forEach(
              value ->
                  people
                      .computeIfAbsent(uid, key -> new TreeMap<>())
                      .computeIfAbsent(value[0], key -> new ArrayList<>())
                      .add(Der.fromBase64(value[1])));
    }
    return people;
  }
}
