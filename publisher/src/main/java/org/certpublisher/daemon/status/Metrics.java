package org.certpublisher.daemon.status;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.certpublisher.report.Summary;

/**
 * The standings as Prometheus reads them (text format 0.0.4): the figures of the last run that was
 * carried to its end, and when runs were tried and went well.
 */
public final class Metrics {
  private static final String PREFIX = "cert_publisher_";
  private static final List<String> DAYS = List.of("0-30", "31-60", "61-90");

  private final Map<String, GaugeSnapshot.Builder> gauges = new LinkedHashMap<>();

  private Metrics() {}

  /** The text. */
  public static byte[] of(List<Standing> standings, String version) throws IOException {
    Metrics metrics = new Metrics();
    standings.forEach(metrics::standing);
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    all.metricSnapshot(
        InfoSnapshot.builder()
            .name(PREFIX + "build")
            .help("The program.")
            .dataPoint(
                InfoSnapshot.InfoDataPointSnapshot.builder()
                    .labels(Labels.of("version", version))
                    .build())
            .build());
    metrics.gauges.values().forEach(gauge -> all.metricSnapshot(gauge.build()));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(out, all.build());
    return out.toByteArray();
  }

  private void standing(Standing standing) {
    Labels of = Labels.of("publication", standing.publication());
    standing
        .success()
        .ifPresent(
            at ->
                gauge(
                    "last_success_timestamp", Unit.SECONDS, "When a run last went well.", of, at));
    if (standing.last().isEmpty()) {
      return;
    }
    Standing.Last last = standing.last().get();
    gauge("last_attempt_timestamp", Unit.SECONDS, "When a run last ended.", of, last.ended());
    gauge("failed_runs", "How many runs failed in a row.", of, last.failures());
    Labels whole = of.add("phase", "whole");
    duration(whole, Duration.between(last.began(), last.ended()));
    last.measured()
        .phases()
        .forEach((phase, took) -> duration(of.add("phase", lower(phase)), took));
    last.measured().summary().ifPresent(summary -> summary(of, summary));
  }

  private void summary(Labels of, Summary summary) {
    Summary.Figures figures = summary.figures();
    gauge("entries", "Entries of the directory.", of, figures.entries());
    figures
        .states()
        .forEach(
            (state, count) ->
                gauge(
                    "certificates",
                    "Certificates by the state the last run found them in, one for each entry.",
                    of.add("state", lower(state)),
                    count));
    for (int i = 0; i < DAYS.size(); i++) {
      gauge(
          "expiring_certificates",
          "Published certificates by the days they have left.",
          of.add("days", DAYS.get(i)),
          figures.expiring().get(i));
    }
    figures
        .after()
        .forEach(
            (client, count) ->
                gauge(
                    "client_coverage_entries",
                    "Entries that a mail client can encrypt to.",
                    of.add("client", client.title()),
                    count));
    gauge(
        "held_withdrawals",
        "Withdrawals that the guard holds.",
        of,
        summary.guard().held() ? summary.guard().losses() : 0);
    summary
        .lists()
        .forEach(
            (list, made) ->
                gauge(
                    "crl_this_update_timestamp",
                    Unit.SECONDS,
                    "When a revocation list was made.",
                    of.add("list", list),
                    made));
  }

  private void duration(Labels labels, Duration took) {
    add("run_duration", Unit.SECONDS, "How long the last run took.", labels, took.toMillis() / 1e3);
  }

  private void gauge(String name, Unit unit, String help, Labels labels, Instant at) {
    add(name, unit, help, labels, at.toEpochMilli() / 1e3);
  }

  private void gauge(String name, String help, Labels labels, int count) {
    gauges
        .computeIfAbsent(name, absent -> GaugeSnapshot.builder().name(PREFIX + name).help(help))
        .dataPoint(
            GaugeSnapshot.GaugeDataPointSnapshot.builder().labels(labels).value(count).build());
  }

  private void add(String name, Unit unit, String help, Labels labels, double value) {
    gauges
        .computeIfAbsent(
            name,
            absent ->
                GaugeSnapshot.builder().name(PREFIX + name + "_" + unit).unit(unit).help(help))
        .dataPoint(
            GaugeSnapshot.GaugeDataPointSnapshot.builder().labels(labels).value(value).build());
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
