package org.certpublisher.source.crl;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Revocation;
import org.certpublisher.cert.RevocationReason;
import org.certpublisher.cert.authority.Authority;
import org.certpublisher.cert.x509.CertificateParser;
import org.certpublisher.source.RevocationStatus;
import org.certpublisher.source.file.PemScanner;
import org.certpublisher.testing.OpenSslCa;
import org.certpublisher.testing.TestCa;
import org.certpublisher.testing.TestCrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CrlSourceTest {
  private static final Instant NOW = TestCa.NOW;
  private static final Instant YESTERDAY = NOW.minus(Duration.ofDays(1));

  private final TestCa ca = TestCa.create("Corp CA");
  private final Certificate jane = ca.issue("jane@example.com");

  @TempDir Path folder;

  private TestCrl revokingJane() {
    return ca.crl().number(7).revoke(jane, RevocationReason.KEY_COMPROMISE, YESTERDAY);
  }

  private RevocationStatus read(URI location) {
    return new CrlSource(new CrlSettings(location, Optional.empty(), ca.authority())).read(NOW);
  }

  @Test
  void oneThatIsNotThereIsNotUsableAndSaysSo() {
    RevocationStatus absent = read(folder.resolve("absent.crl").toUri());
    assertThat(absent.isUsable()).isFalse();
    assertThat(absent.of(jane).status()).isEqualTo(Revocation.Status.UNKNOWN);
    assertThat(absent.of(jane).by()).contains("absent.crl").contains("it is not there");
    assertThat(absent.findings()).hasSize(1);
  }

  @Test
  void pemIsReadWithAnyTextAround() throws Exception {
    String pem =
        "\ufeffhello\r\n-----BEGIN X509 CRL-----\r\n"
            + Base64.getMimeEncoder().encodeToString(revokingJane().der().toBytes())
            + "\r\n-----END X509 CRL-----";
    Path file = Files.writeString(folder.resolve("ca.pem"), pem);
    assertThat(read(file.toUri()).of(jane).status()).isEqualTo(Revocation.Status.REVOKED);
    Files.writeString(file, "<html>Not found</html>");
    assertThat(read(file.toUri()).of(jane).by()).contains("expected DER, or PEM", "<html>");
  }

  @Test
  void whatOpenSslWritesIsRead() throws Exception {
    OpenSslCa openssl = OpenSslCa.create(folder.resolve("ca"), OpenSslCa.Key.RSA);
    Certificate good = certificate(openssl.file(openssl.issue("good@example.com")));
    String onHold = openssl.issue("held@example.com");
    Certificate held = certificate(openssl.file(onHold));
    openssl.hold(onHold);
    String compromised = openssl.issue("lost@example.com");
    Certificate lost = certificate(openssl.file(compromised));
    openssl.revoke(compromised, "-crl_compromise", "20261118154252Z");
    openssl.gencrl(7);
    Authority authority = new Authority("openssl", List.of(certificate(openssl.certificate())));
    CrlSource source =
        new CrlSource(new CrlSettings(openssl.crl().toUri(), Optional.empty(), authority));
    RevocationStatus status = source.read(Instant.now());
    assertThat(status.findings()).isEmpty();
    assertThat(status.of(good).status()).isEqualTo(Revocation.Status.GOOD);
    assertThat(status.of(held).status()).isEqualTo(Revocation.Status.ON_HOLD);
    assertThat(status.of(lost).reason()).isEqualTo(RevocationReason.KEY_COMPROMISE);

    openssl.release(onHold);
    openssl.gencrl(7);
    assertThat(source.read(Instant.now()).of(held).status()).isEqualTo(Revocation.Status.GOOD);
  }

  private static Certificate certificate(Path file) throws Exception {
    Der der = PemScanner.body(Files.readAllBytes(file), "CERTIFICATE").orElseThrow();
    return CertificateParser.parse(der);
  }

  @Test
  void overHttpTheCrlIsGotAndFailuresSayWhy() throws Exception {
    HttpServer server = server();
    answer(server, "/ca.crl", 200, revokingJane().der().toBytes(), "");
    answer(server, "/moved", 302, new byte[0], "/ca.crl");
    answer(server, "/file", 302, new byte[0], "file:///etc/passwd");
    answer(server, "/host", 302, new byte[0], "http://other.example.com/ca.crl");
    answer(server, "/loop", 302, new byte[0], "/loop");
    answer(server, "/gone", 404, new byte[0], "");
    server.start();
    try {
      URI base = base(server);
      assertThat(read(base.resolve("/ca.crl")).of(jane).status())
          .isEqualTo(Revocation.Status.REVOKED);
      assertThat(read(base.resolve("/moved")).of(jane).status())
          .isEqualTo(Revocation.Status.REVOKED);
      assertThat(read(base.resolve("/gone")).of(jane).by()).contains("HTTP 404");
      assertThat(read(base.resolve("/file")).of(jane).by()).contains("is not followed");
      assertThat(read(base.resolve("/host")).of(jane).by()).contains("is not followed");
      assertThat(read(base.resolve("/loop")).of(jane).by()).contains("more than 5 times");
    } finally {
      server.stop(0);
    }
    assertThat(read(URI.create("http://127.0.0.1:1/ca.crl")).isUsable()).isFalse();
    assertThat(read(URI.create("ldap://127.0.0.1/ca")).of(jane).by()).contains("expected a file");
  }

  @Test
  void aServerThatStallsOrNeverStopsIsGivenUp() throws Exception {
    HttpServer server = server();
    server.createContext("/stalls", exchange -> exchange.sendResponseHeaders(200, 1000));
    answer(server, "/long", 200, new byte[5000], "");
    server.start();
    try {
      CrlFetch fetch = new CrlFetch(Duration.ofSeconds(1), 4096);
      assertThat(messageOf(fetch, base(server).resolve("/stalls")))
          .contains("no answer within 1 s");
      assertThat(messageOf(fetch, base(server).resolve("/long"))).contains("the limit of 4096");
    } finally {
      server.stop(0);
    }
  }

  private static String messageOf(CrlFetch fetch, URI location) {
    try {
      return "no failure, but " + fetch.get(location).length + " bytes";
    } catch (RefusedCrlException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static HttpServer server() throws IOException {
    return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  private static URI base(HttpServer server) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private static void answer(
      HttpServer server, String path, int code, byte[] body, String location) {
    server.createContext(
        path,
        exchange -> {
          if (!location.isEmpty()) {
            exchange.getResponseHeaders().add("Location", location);
          }
          exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }
}
