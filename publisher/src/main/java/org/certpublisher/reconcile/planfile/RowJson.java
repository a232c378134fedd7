package org.certpublisher.reconcile.planfile;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.certpublisher.plan.Action;
import org.certpublisher.plan.Judgement;
import org.certpublisher.plan.State;
import org.certpublisher.source.Severity;
import org.certpublisher.source.SourceFinding;

/** Judgements and findings as lines of the plan file. */
final class RowJson {
  private RowJson() {}

  static void write(JsonGenerator to, Judgement judgement, boolean loss) throws IOException {
    try (JsonGenerator json = to) {
      json.writeStartObject();
      json.writeStringField("line", "judgement");
      json.writeStringField("state", judgement.state().name());
      json.writeStringField("action", judgement.action().name());
      json.writeBooleanField("loss", loss);
      json.writeStringField("severity", judgement.severity().name());
      json.writeStringField("dn", judgement.dn());
      Judgement.Subject subject = judgement.subject();
      json.writeStringField("identity", subject.identity());
      json.writeStringField("serial", subject.serialNumber());
      json.writeStringField("name", subject.name());
      json.writeStringField("issuer", subject.issuer());
      json.writeStringField("address", subject.address());
      json.writeStringField("notAfter", subject.notAfter().toString());
      json.writeStringField("why", judgement.why());
      json.writeEndObject();
    }
  }

  static void write(JsonGenerator to, SourceFinding finding) throws IOException {
    try (JsonGenerator json = to) {
      json.writeStartObject();
      json.writeStringField("line", "finding");
      json.writeStringField("severity", finding.severity().name());
      json.writeStringField("where", finding.where());
      json.writeStringField("text", finding.text());
      json.writeEndObject();
    }
  }

  /** The judgement; a loss that the guard holds is told as held. */
  static Judgement judgement(Fields line, boolean held) {
    Action action = Action.valueOf(line.text("action"));
    return new Judgement(
        State.valueOf(line.text("state")),
        held && line.truth("loss") ? Action.HELD : action,
        Severity.valueOf(line.text("severity")),
        line.text("dn"),
        new Judgement.Subject(
            line.text("identity"),
            line.text("serial"),
            line.text("name"),
            line.text("issuer"),
            line.text("address"),
            line.instant("notAfter")),
        line.text("why"));
  }

  static SourceFinding finding(Fields line) {
    return new SourceFinding(
        Severity.valueOf(line.text("severity")), line.text("where"), line.text("text"));
  }
}
