package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.CertificateSummary;
import org.certpublisher.cert.Der;
import org.certpublisher.client.Pick;
import org.certpublisher.testing.ClientCases;
import org.certpublisher.testing.ClientCases.ClientCase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On every case the real clients pick what the model of them says. */
final class ClientModelIT {
  @TempDir static Path folder;
  private static Instant now;
  private static ClientCases cases;
  private static Slapd slapd;

  @BeforeAll
  static void start() throws IOException {
    now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    cases = ClientCases.at(now);
    StringBuilder ldif = new StringBuilder();
    cases.all().forEach(one -> ldif.append(entry(one)));
    ldif.append(
        """
        dn: %s
        objectClass: organizationalRole
        objectClass: pkiCA
        cn: Findable CA
        cACertificate;binary:: %s

        """
            .formatted(ClientCases.FINDABLE_DN, cases.findableCa().der().toBase64()));
    Path file = Files.writeString(folder.resolve("cases.ldif"), ldif);
    slapd = new Slapd(folder.resolve("slapd")).seed(file).start();
  }

  @AfterAll
  static void stop() {
    slapd.close();
  }

  private static String entry(ClientCase one) {
    StringBuilder entry = new StringBuilder();
    entry.append(
        """
        dn: %s
        objectClass: inetOrgPerson
        uid: %2$s
        cn: %2$s
        sn: %2$s
        mail: %3$s
        """
            .formatted(Slapd.dn(one.uid()), one.uid(), one.mail()));
    one.values()
        .forEach(
            value -> entry.append(value.description() + ":: " + value.bytes().toBase64() + "\n"));
    return entry.append("\n").toString();
  }

  @ParameterizedTest
  @EnumSource
  void theClientPicksWhatItsModelSays(RealClient client) throws IOException {
    Path place = Files.createDirectories(folder.resolve(client.name().toLowerCase(Locale.ROOT)));
    RealClient.Setting setting =
        new RealClient.Setting(
            slapd,
            pem(place.resolve("root.pem"), "CERTIFICATE", cases.root().der()),
            pem(place.resolve("ca.pem"), "CERTIFICATE", cases.knownCa().der()));
    List<String> addresses = cases.all().stream().map(ClientCase::mail).toList();
    RealClient.Mails mails = client.write(place, setting, addresses);
    List<String> differences = new ArrayList<>();
    for (ClientCase one : cases.all()) {
      Pick pick = client.model().pick(one.lookUp(now));
      difference(place, one, pick, mails).ifPresent(differences::add);
    }
    assertThat(differences).isEmpty();
  }

  private static Optional<String> difference(
      Path place, ClientCase one, Pick pick, RealClient.Mails mails) throws IOException {
    boolean real = mails.mail(one.mail()).isPresent();
    boolean same =
        pick.certificate().isPresent()
            ? real && opens(place, one, pick.certificate().get(), mails)
            : !real;
    return same
        ? Optional.empty()
        : Optional.of(
            one.uid()
                + ": the model "
                + pick.why()
                + "; the client "
                + (real ? "encrypts to another" : "does not: " + mails.why(one.mail())));
  }

  private static boolean opens(
      Path place, ClientCase one, CertificateSummary picked, RealClient.Mails mails)
      throws IOException {
    Certificate certificate =
        one.certificates().stream()
            .filter(candidate -> candidate.sha256().equals(picked.sha256()))
            .findFirst()
            .orElseThrow();
    return mails.opens(
        one.mail(),
        pem(place.resolve(one.uid() + ".pem"), "CERTIFICATE", certificate.der()),
        pem(
            place.resolve(one.uid() + ".key"),
            "PRIVATE KEY",
            Der.wrap(ClientCases.key(certificate))));
  }

  private static Path pem(Path file, String title, Der der) throws IOException {
    String body =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(der.toBytes());
    return Files.writeString(
        file, "-----BEGIN " + title + "-----\n" + body + "\n-----END " + title + "-----\n");
  }
}
