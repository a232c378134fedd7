package org.certpublisher.daemon.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certpublisher.reconcile.Progress;
import org.certpublisher.report.SampleReport;
import org.certpublisher.report.Summary;
import org.certpublisher.testing.TestCa;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the daemon answers over HTTP. */
final class StatusServerTest {
  private static final String EVIL = "<script>alert(1)</script>";

  @TempDir Path temp;
  private final HttpClient client = HttpClient.newHttpClient();
  private volatile List<Standing> standings = List.of();
  private Optional<StatusServer> server = Optional.empty();

  @BeforeEach
  void listen() throws IOException {
    server =
        Optional.of(
            new StatusServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                () -> standings,
                Clock.fixed(TestCa.NOW, ZoneOffset.UTC),
                "1.2.3"));
  }

  @AfterEach
  void close() {
    server.orElseThrow().close();
  }

  private HttpResponse<String> ask(String method, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.orElseThrow().port() + path);
    return client.send(
        HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody()).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private Standing standing(String name, int failures, String text) throws IOException {
    Summary summary = SampleReport.plan().summary();
    Summary listed =
        new Summary(
            summary.scope(),
            summary.inventory(),
            summary.figures(),
            summary.guard(),
            summary.applied(),
            Map.of("CRL number 7 of \"ca\"\n.crl", TestCa.NOW.minusSeconds(60)));
    Path report = Files.writeString(temp.resolve(name + ".html"), "<p>the report of " + name);
    return new Standing(
        name,
        Optional.of(
            new Standing.Last(
                7,
                TestCa.NOW.minusSeconds(3),
                TestCa.NOW,
                failures,
                text,
                new Measured(
                    Optional.of(listed),
                    Map.of(Progress.Phase.PLAN, Duration.ofMillis(1500)),
                    Optional.of(report)))),
        failures > 0 ? Optional.empty() : Optional.of(TestCa.NOW));
  }

  @Test
  void theDaemonIsReadyUnlessALastRunFailedOrNoneHasEnded() throws Exception {
    standings = List.of(new Standing("smime", Optional.empty(), Optional.empty()));
    assertThat(ask("GET", "/health/live").statusCode()).isEqualTo(200);
    assertThat(ask("GET", "/health/ready").statusCode()).isEqualTo(503);
    standings = List.of(standing("smime", 0, "3 withdrawals are held"));
    assertThat(ask("GET", "/health/ready").statusCode()).isEqualTo(200);
    standings = List.of(standing("smime", 2, "the folder is gone"));
    HttpResponse<String> failed = ask("GET", "/health/ready");
    assertThat(failed.statusCode()).isEqualTo(503);
    assertThat(failed.body()).isEqualTo("smime: the folder is gone\n");
    assertThat(ask("GET", "/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void metricsTellAttemptAndSuccessApartAndTheFiguresOfTheLastRun() throws Exception {
    standings = List.of(standing("smime", 0, ""), standing("other", 3, ""));
    HttpResponse<String> metrics = ask("GET", "/metrics");
    assertThat(metrics.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
    assertThat(metrics.body())
        .contains("cert_publisher_build_info{version=\"1.2.3\"} 1")
        .containsPattern("last_attempt_timestamp_seconds\\{publication=\"other\"} 1\\.")
        .containsPattern("last_success_timestamp_seconds\\{publication=\"smime\"} 1\\.")
        .doesNotContainPattern("last_success_timestamp_seconds\\{publication=\"other\"}")
        .contains("cert_publisher_failed_runs{publication=\"other\"} 3.0")
        .contains("cert_publisher_entries{publication=\"smime\"} 48112.0")
        .contains("cert_publisher_certificates{publication=\"smime\",state=\"published\"}")
        .contains("expiring_certificates{days=\"31-60\",publication=\"smime\"} 1790.0")
        .contains("cert_publisher_held_withdrawals{publication=\"smime\"} 2.0")
        .contains("run_duration_seconds{phase=\"plan\",publication=\"smime\"} 1.5")
        .contains("run_duration_seconds{phase=\"whole\",publication=\"smime\"} 3.0")
        .contains("list=\"CRL number 7 of \\\"ca\\\"\\n.crl\"");
  }

  @Test
  void thePageShowsEachPublicationAndEscapesWhatItShows() throws Exception {
    standings = List.of(standing("smime", 0, EVIL), standing("other", 1, "lost: " + EVIL));
    HttpResponse<String> page = ask("GET", "/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("1 of 2 publications failed")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .contains("2 of 41,000 published certificates would be withdrawn")
        .contains("href=\"report/smime\"")
        .doesNotContain("<script")
        .doesNotContain("\u001b");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'")
        .contains("frame-ancestors 'none'");
    assertThat(ask("GET", "/report/smime").body()).isEqualTo("<p>the report of smime");
  }

  @Test
  void nothingElseIsAnsweredAndNothingCanBeSetOff() throws Exception {
    standings = List.of(standing("smime", 0, ""));
    for (String path : List.of("/x", "/report/", "/report/..%2fsmime", "/metrics/", "/report/x")) {
      assertThat(ask("GET", path).statusCode()).as(path).isEqualTo(404);
    }
    for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "PATCH")) {
      assertThat(ask(method, "/").statusCode()).as(method).isEqualTo(405);
    }
    HttpResponse<String> head = ask("HEAD", "/");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
  }
}
