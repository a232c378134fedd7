package org.certpublisher.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.certpublisher.client.MailClient;
import org.certpublisher.directory.AttributeChange;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.Outcome;
import org.certpublisher.plan.GuardVerdict;
import org.certpublisher.plan.Judgement;
import org.certpublisher.plan.State;
import org.jspecify.annotations.Nullable;

/**
 * A report for programs; {@code schema/report.schema.json} says what is where. States are named as
 * in the manual, all else in lower case with hyphens. Values are told by their SHA-256, never with
 * their bytes. Characters that do not show themselves are escaped, so it can be printed.
 */
public final class JsonReport implements ReportFormat {
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder().characterEscapes(new Escapes()).build();

  private static final Separators COLON_THEN_BLANK =
      Separators.createDefaultInstance()
          .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
          .withObjectEmptySeparator("")
          .withArrayEmptySeparator("");

  @Override
  public void write(Report report, Appendable out) throws IOException {
    Output.write(
        out,
        output -> {
          try (JsonGenerator json = FACTORY.createGenerator(output)) {
            DefaultIndenter lines = new DefaultIndenter("  ", "\n");
            json.setPrettyPrinter(
                new DefaultPrettyPrinter(COLON_THEN_BLANK)
                    .withObjectIndenter(lines)
                    .withArrayIndenter(lines));
            json.writeStartObject();
            summary(json, report.summary());
            rows(json, report.rows());
            json.writeEndObject();
            json.writeRaw('\n');
          }
        });
  }

  private static void summary(JsonGenerator json, Summary summary) throws IOException {
    Summary.Scope scope = summary.scope();
    json.writeNumberField("version", 1);
    json.writeStringField("result", Wording.result(summary));
    json.writeStringField("publication", scope.publication());
    json.writeStringField("mode", Wording.mode(scope.mode()));
    json.writeStringField("only", scope.only());
    json.writeNumberField("run", scope.run());
    json.writeStringField("now", Wording.moment(scope.now()));
    json.writeObjectFieldStart("directory");
    json.writeStringField("server", scope.directory().server());
    json.writeStringField("url", scope.directory().url());
    json.writeEndObject();
    inventory(json, summary.inventory());
    guard(json, summary.guard());
    figures(json, summary.figures());
    json.writeObjectFieldStart("applied");
    for (Outcome.Kind kind : Outcome.Kind.values()) {
      json.writeNumberField(Wording.lower(kind), summary.applied().getOrDefault(kind, 0));
    }
    json.writeEndObject();
  }

  private static void inventory(JsonGenerator json, Summary.InventoryLines inventory)
      throws IOException {
    json.writeObjectFieldStart("inventory");
    json.writeStringField("problem", inventory.problem());
    json.writeNumberField("certificates", inventory.certificates());
    json.writeArrayFieldStart("sources");
    for (String line : inventory.lines()) {
      json.writeString(line);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void guard(JsonGenerator json, GuardVerdict guard) throws IOException {
    json.writeObjectFieldStart("guard");
    json.writeBooleanField("held", guard.held());
    json.writeNumberField("losses", guard.losses());
    json.writeNumberField("published", guard.published());
    json.writeStringField("why", guard.why());
    json.writeEndObject();
  }

  private static void figures(JsonGenerator json, Summary.Figures figures) throws IOException {
    json.writeObjectFieldStart("figures");
    json.writeNumberField("entries", figures.entries());
    json.writeNumberField("publish", figures.publish());
    json.writeNumberField("withdraw", figures.withdraw());
    json.writeObjectFieldStart("states");
    for (State state : State.values()) {
      json.writeNumberField(state.name(), figures.states().getOrDefault(state, 0));
    }
    json.writeEndObject();
    json.writeObjectFieldStart("expiring");
    json.writeNumberField("30", figures.expiring().get(0));
    json.writeNumberField("60", figures.expiring().get(1));
    json.writeNumberField("90", figures.expiring().get(2));
    json.writeEndObject();
    clients(json, "before", figures.before());
    clients(json, "after", figures.after());
    json.writeEndObject();
  }

  private static void clients(JsonGenerator json, String name, Map<MailClient, Integer> entries)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (MailClient client : MailClient.values()) {
      json.writeNumberField(client.word(), entries.getOrDefault(client, 0));
    }
    json.writeEndObject();
  }

  private static void rows(JsonGenerator json, Report.Rows rows) throws IOException {
    json.writeArrayFieldStart("judgements");
    rows.judgements(judgement -> row(() -> judgement(json, judgement)));
    json.writeEndArray();
    json.writeArrayFieldStart("changes");
    rows.changes((change, judgements) -> row(() -> change(json, change)));
    json.writeEndArray();
    json.writeArrayFieldStart("findings");
    rows.findings(
        finding ->
            row(
                () -> {
                  json.writeStartObject();
                  json.writeStringField("severity", Wording.lower(finding.severity()));
                  json.writeStringField("where", finding.where());
                  json.writeStringField("text", finding.text());
                  json.writeEndObject();
                }));
    json.writeEndArray();
    json.writeArrayFieldStart("outcomes");
    rows.outcomes(
        one ->
            row(
                () -> {
                  json.writeStartObject();
                  json.writeStringField("dn", one.dn());
                  json.writeStringField("kind", Wording.lower(one.outcome().kind()));
                  json.writeStringField("text", one.outcome().text());
                  json.writeEndObject();
                }));
    json.writeEndArray();
  }

  private interface Row {
    void write() throws IOException;
  }

  private static void row(Row row) {
    try {
      row.write();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void judgement(JsonGenerator json, Judgement judgement) throws IOException {
    Judgement.Subject subject = judgement.subject();
    json.writeStartObject();
    json.writeStringField("state", judgement.state().name());
    json.writeStringField("action", Wording.lower(judgement.action()));
    json.writeStringField("severity", Wording.lower(judgement.severity()));
    json.writeStringField("dn", judgement.dn());
    json.writeStringField("why", judgement.why());
    json.writeStringField("sha256", subject.identity());
    json.writeStringField("serialNumber", subject.serialNumber());
    json.writeStringField("subject", subject.name());
    json.writeStringField("issuer", subject.issuer());
    json.writeStringField("address", subject.address());
    if (subject.notAfter().equals(Instant.EPOCH)) {
      json.writeNullField("notAfter");
    } else {
      json.writeStringField("notAfter", Wording.moment(subject.notAfter()));
    }
    json.writeEndObject();
  }

  private static void change(JsonGenerator json, EntryChange change) throws IOException {
    json.writeStartObject();
    json.writeStringField("dn", change.dn());
    if (!change.frame().isEmpty()) {
      boolean removed = change.frame().removed();
      json.writeBooleanField(removed ? "removed" : "created", removed || change.frame().created());
      texts(json, "classes", removed ? List.of() : change.frame().classes());
    }
    json.writeArrayFieldStart("attributes");
    for (CertificateAttribute attribute : CertificateAttribute.values()) {
      for (AttributeChange one : change.attributes()) {
        if (one.attribute() == attribute) {
          attribute(json, one);
        }
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void attribute(JsonGenerator json, AttributeChange change) throws IOException {
    json.writeStartObject();
    json.writeStringField("attribute", change.attribute().ldapName());
    texts(
        json,
        "publish",
        change.publish().stream().map(one -> one.certificate().toString()).toList());
    texts(
        json,
        "withdraw",
        change.withdraw().stream().map(one -> one.certificate().toString()).toList());
    json.writeNumberField("kept", change.kept().size());
    json.writeEndObject();
  }

  private static void texts(JsonGenerator json, String name, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  /** Escapes, beyond what JSON demands, every character that does not show itself. */
  private static final class Escapes extends CharacterEscapes {
    private static final long serialVersionUID = 1L;

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] codes = standardAsciiEscapesForJSON();
      codes[0x7f] = ESCAPE_STANDARD;
      return codes;
    }

    /** Surrogates come one by one and are all escaped: what they stand for is not seen here. */
    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
      return Visible.isHidden(character)
          ? new SerializedString(String.format("\\u%04x", character))
          : null;
    }
  }
}
