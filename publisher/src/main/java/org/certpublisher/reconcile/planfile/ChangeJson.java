package org.certpublisher.reconcile.planfile;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Sha256;
import org.certpublisher.directory.AttributeChange;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.StoredValue;

/**
 * A change as a line of the plan file. Values are there whole: what is applied is what was seen.
 */
final class ChangeJson {
  private ChangeJson() {}

  static void write(JsonGenerator to, EntryChange change) throws IOException {
    try (JsonGenerator json = to) {
      json.writeStartObject();
      json.writeStringField("line", "change");
      json.writeStringField("dn", change.dn());
      json.writeStringField("version", change.version());
      json.writeStringField("before", change.before().toString());
      json.writeArrayFieldStart("attributes");
      for (AttributeChange attribute : change.attributes()) {
        write(json, attribute);
      }
      json.writeEndArray();
      if (!change.frame().isEmpty()) {
        write(json, change.frame());
      }
      json.writeEndObject();
    }
  }

  private static void write(JsonGenerator json, EntryChange.Frame frame) throws IOException {
    json.writeObjectFieldStart("frame");
    json.writeStringField("fate", frame.fate().name());
    HeaderJson.texts(json, "classes", frame.classes());
    json.writeArrayFieldStart("others");
    for (Map.Entry<String, List<Der>> other : frame.others().entrySet()) {
      for (Der one : other.getValue()) {
        json.writeStartObject();
        json.writeStringField("as", other.getKey());
        value(json, one);
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static EntryChange.Frame frame(Fields line) {
    if (!line.values().containsKey("frame")) {
      return EntryChange.Frame.NONE;
    }
    Fields frame = line.object("frame");
    Map<String, List<Der>> others = new TreeMap<>();
    for (Fields other : frame.objects("others")) {
      others
          .computeIfAbsent(other.text("as"), absent -> new ArrayList<>())
          .add(Der.fromBase64(other.text("value")));
    }
    return new EntryChange.Frame(
        EntryChange.Fate.valueOf(frame.text("fate")), frame.texts("classes"), others);
  }

  private static void write(JsonGenerator json, AttributeChange attribute) throws IOException {
    json.writeStartObject();
    json.writeStringField("attribute", attribute.attribute().name());
    json.writeArrayFieldStart("kept");
    for (StoredValue kept : attribute.kept()) {
      json.writeStartObject();
      json.writeStringField("as", kept.description());
      value(json, kept.bytes());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("withdraw");
    for (AttributeChange.Withdrawal gone : attribute.withdraw()) {
      json.writeStartObject();
      json.writeStringField("as", gone.value().description());
      json.writeStringField("certificate", gone.certificate().toString());
      json.writeBooleanField("loss", gone.loss());
      value(json, gone.value().bytes());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("publish");
    for (AttributeChange.Publication come : attribute.publish()) {
      json.writeStartObject();
      json.writeStringField("certificate", come.certificate().toString());
      value(json, come.bytes());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void value(JsonGenerator json, Der bytes) throws IOException {
    byte[] base64 = Base64.getEncoder().encode(bytes.view());
    json.writeFieldName("value");
    json.writeRawUTF8String(base64, 0, base64.length);
  }

  static EntryChange read(Fields line) {
    List<AttributeChange> attributes = new ArrayList<>();
    for (Fields attribute : line.objects("attributes")) {
      attributes.add(attribute(attribute));
    }
    return new EntryChange(
        line.text("dn"),
        line.text("version"),
        Sha256.fromHex(line.text("before")),
        attributes,
        frame(line));
  }

  private static AttributeChange attribute(Fields fields) {
    CertificateAttribute attribute = CertificateAttribute.valueOf(fields.text("attribute"));
    return new AttributeChange(
        attribute,
        fields.objects("kept").stream().map(kept -> stored(attribute, kept)).toList(),
        fields.objects("withdraw").stream()
            .map(
                gone ->
                    new AttributeChange.Withdrawal(
                        stored(attribute, gone), certificate(gone), gone.truth("loss")))
            .toList(),
        fields.objects("publish").stream()
            .map(
                come ->
                    new AttributeChange.Publication(
                        Der.fromBase64(come.text("value")), certificate(come)))
            .toList());
  }

  private static StoredValue stored(CertificateAttribute attribute, Fields fields) {
    return new StoredValue(attribute, fields.text("as"), Der.fromBase64(fields.text("value")));
  }

  private static Sha256 certificate(Fields fields) {
    return Sha256.fromHex(fields.text("certificate"));
  }
}
