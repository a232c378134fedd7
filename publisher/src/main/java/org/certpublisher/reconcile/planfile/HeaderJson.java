package org.certpublisher.reconcile.planfile;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.certpublisher.cert.Sha256;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.DirectoryDescription;
import org.certpublisher.directory.Spelling;
import org.certpublisher.plan.Policy;

/** The first line of the plan file. */
final class HeaderJson {
  /** Of the format; another one is refused. */
  private static final int VERSION = 1;

  private HeaderJson() {}

  static void write(JsonGenerator to, PlanHeader header) throws IOException {
    try (JsonGenerator json = to) {
      json.writeStartObject();
      json.writeStringField("line", "header");
      json.writeNumberField("version", VERSION);
      json.writeStringField("publication", header.publication());
      json.writeStringField("mode", header.mode().name());
      json.writeStringField("made", header.made().toString());
      json.writeStringField("configuration", header.basis().configuration().toString());
      json.writeStringField("inventory", header.basis().inventory().toString());
      json.writeStringField("only", header.only());
      DirectoryDescription directory = header.directory();
      json.writeStringField("server", directory.server());
      json.writeStringField("url", directory.url());
      json.writeArrayFieldStart("attributes");
      for (CertificateAttribute attribute : CertificateAttribute.values()) {
        Spelling spelling = directory.spellings().get(attribute);
        if (spelling != null) {
          json.writeStartObject();
          json.writeStringField("attribute", attribute.name());
          json.writeStringField("as", spelling.description());
          json.writeBooleanField("singleValues", spelling.singleValues());
          json.writeBooleanField("exact", spelling.exact());
          json.writeEndObject();
        }
      }
      json.writeEndArray();
      texts(json, "facts", directory.facts());
      json.writeStringField("missingSchema", directory.missingSchema());
      json.writeEndObject();
    }
  }

  static void texts(JsonGenerator json, String name, List<String> texts) throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  static PlanHeader read(Fields line) {
    if (line.number("version") != VERSION) {
      throw new IllegalArgumentException(
          "version " + line.number("version") + " of the format, expected " + VERSION);
    }
    Map<CertificateAttribute, Spelling> spellings = new EnumMap<>(CertificateAttribute.class);
    for (Fields fields : line.objects("attributes")) {
      CertificateAttribute attribute = CertificateAttribute.valueOf(fields.text("attribute"));
      spellings.put(
          attribute,
          new Spelling(fields.text("as"), fields.truth("singleValues"), fields.truth("exact")));
    }
    return new PlanHeader(
        line.text("publication"),
        Policy.Mode.valueOf(line.text("mode")),
        line.instant("made"),
        new PlanHeader.Basis(
            Sha256.fromHex(line.text("configuration")), Sha256.fromHex(line.text("inventory"))),
        line.text("only"),
        new DirectoryDescription(
            line.text("server"),
            line.text("url"),
            spellings,
            new ArrayList<>(line.texts("facts")),
            line.text("missingSchema")));
  }
}
