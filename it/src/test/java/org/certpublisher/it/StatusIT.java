package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.certpublisher.testing.OpenSslCa;
import org.certpublisher.testing.Wish;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the daemon tells over HTTP, asked for by Prometheus's own tool. */
final class StatusIT {
  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void promtoolTakesTheMetricsAndTheAlertRulesAndThePageTellsWhatIsThere() throws Exception {
    Path promtool = Commands.installed("/usr/bin/promtool", "prometheus");
    Commands.run(
        Path.of(System.getProperty("basedir", "."), "../conf"),
        promtool.toString(),
        "check",
        "rules",
        "prometheus-alerts.yaml");
    OpenSslCa ca = OpenSslCa.create(folder.resolve("ca"), OpenSslCa.Key.P256);
    ca.issue("u000000@example.com");
    ca.issue(
        Wish.of("nobody@example.com")
            .mailboxes(new String[0])
            .subject("/CN=<script>alert(1)<\\/script>"));
    try (Slapd slapd = new Slapd(folder.resolve("slapd")).seedPeople(2).start()) {
      Scene scene =
          new Scene(folder, slapd)
              .openssl(ca.certificate(), ca.database(), ca.certificates())
              .crl(ca.gencrl(7))
              .policy("mode: full\nschedule: { every: PT1S }")
              .status("127.0.0.1:0")
              .write();
      Program.Running daemon = scene.start("run");
      try {
        String url = url(daemon);
        until(daemon, () -> get(url + "health/ready").statusCode() == 200);
        assertThat(get(url + "health/live").statusCode()).isEqualTo(200);
        String published =
            "cert_publisher_certificates{publication=\"smime\",state=\"published\"} 1.0";
        until(daemon, () -> get(url + "metrics").body().contains(published));
        String metrics = get(url + "metrics").body();
        assertThat(metrics)
            .contains("cert_publisher_client_coverage_entries{client=\"Thunderbird\"")
            .contains("cert_publisher_crl_this_update_timestamp_seconds{list=\"CRL ");
        assertThat(Commands.feed(folder, metrics, promtool.toString(), "check", "metrics"))
            .isEmpty();
        assertThat(get(url).body()).contains("All is well").doesNotContain("<script");
        String report = get(url + "report/smime").body();
        assertThat(report).contains("\\&lt;script\\&gt;alert(1)").doesNotContain("<script>alert");
        String password = Files.readString(slapd.passwordFile()).strip();
        assertThat(metrics + get(url).body() + report).doesNotContain(password);

        slapd.stop();
        until(daemon, () -> get(url + "health/ready").statusCode() == 503);
        assertThat(get(url).body()).contains("1 of 1 publications failed");
        assertThat(get(url + "health/live").statusCode()).isEqualTo(200);
        daemon.process().destroy();
        assertThat(daemon.await().exit()).as(daemon.await().all()).isZero();
      } finally {
        daemon.kill();
      }
    }
  }

  private HttpResponse<String> get(String url) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10)).build(),
        HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  private static String url(Program.Running daemon) throws Exception {
    Pattern said = Pattern.compile("status at (http://127\\.0\\.0\\.1:\\d+/)");
    until(daemon, () -> said.matcher(Files.readString(daemon.err())).find());
    Matcher found = said.matcher(Files.readString(daemon.err()));
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  private static void until(Program.Running daemon, Callable<Boolean> holds) throws Exception {
    Instant deadline = Instant.now().plus(Duration.ofSeconds(40));
    while (!holds.call()) {
      assertThat(daemon.process().isAlive()).as(Files.readString(daemon.err())).isTrue();
      assertThat(Instant.now()).as(Files.readString(daemon.err())).isBefore(deadline);
      LockSupport.parkNanos(50_000_000);
    }
  }
}
