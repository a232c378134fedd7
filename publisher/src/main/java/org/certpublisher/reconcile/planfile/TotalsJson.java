package org.certpublisher.reconcile.planfile;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.certpublisher.cert.Sha256;
import org.certpublisher.client.MailClient;
import org.certpublisher.plan.State;
import org.certpublisher.report.Summary;
import org.certpublisher.source.Severity;

/** The last line of the plan file. */
final class TotalsJson {
  private TotalsJson() {}

  static void write(JsonGenerator to, PlanTotals totals, Sha256 before) throws IOException {
    try (JsonGenerator json = to) {
      json.writeStartObject();
      json.writeStringField("line", "totals");
      figures(json, "whole", totals.whole());
      figures(json, "held", totals.held());
      json.writeNumberField("losses", totals.losses().losses());
      json.writeNumberField("published", totals.losses().published());
      json.writeNumberField("remaining", totals.losses().remaining());
      json.writeNumberField("changes", totals.counts().changes());
      json.writeNumberField("withLosses", totals.counts().withLosses());
      counts(json, "findings", totals.counts().findings());
      json.writeStringField("problem", totals.inventory().problem());
      json.writeNumberField("certificates", totals.inventory().certificates());
      HeaderJson.texts(json, "sources", totals.inventory().lines());
      json.writeStringField("sha256", before.toString());
      json.writeEndObject();
    }
  }

  private static void figures(JsonGenerator json, String name, Summary.Figures figures)
      throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("entries", figures.entries());
    counts(json, "states", figures.states());
    json.writeNumberField("publish", figures.publish());
    json.writeNumberField("withdraw", figures.withdraw());
    HeaderJson.texts(json, "expiring", figures.expiring().stream().map(String::valueOf).toList());
    counts(json, "before", figures.before());
    counts(json, "after", figures.after());
    json.writeEndObject();
  }

  private static <K extends Enum<K>> void counts(
      JsonGenerator json, String name, Map<K, Integer> counts) throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<K, Integer> count : counts.entrySet()) {
      json.writeNumberField(count.getKey().name(), count.getValue());
    }
    json.writeEndObject();
  }

  static PlanTotals read(Fields line) {
    return new PlanTotals(
        figures(line.object("whole")),
        figures(line.object("held")),
        new PlanTotals.Losses(
            line.number("losses"), line.number("published"), line.number("remaining")),
        new PlanTotals.Counts(
            line.number("changes"),
            line.number("withLosses"),
            counts(line.object("findings"), Severity.class)),
        new Summary.InventoryLines(
            line.text("problem"), line.number("certificates"), line.texts("sources")));
  }

  private static Summary.Figures figures(Fields fields) {
    return new Summary.Figures(
        fields.number("entries"),
        counts(fields.object("states"), State.class),
        fields.number("publish"),
        fields.number("withdraw"),
        fields.texts("expiring").stream().map(Integer::valueOf).toList(),
        counts(fields.object("before"), MailClient.class),
        counts(fields.object("after"), MailClient.class));
  }

  private static <K extends Enum<K>> Map<K, Integer> counts(Fields fields, Class<K> keys) {
    Map<K, Integer> counts = new EnumMap<>(keys);
    for (String name : fields.values().keySet()) {
      counts.put(Enum.valueOf(keys, name), fields.number(name));
    }
    return counts;
  }
}
