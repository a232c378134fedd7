package org.certpublisher.cli.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;
import org.certpublisher.state.History;
import org.certpublisher.state.Journaled;

/** The history for programs: one array. Everything but ASCII is escaped, so it can be printed. */
final class HistoryJson implements HistoryFormat {
  private final JsonGenerator json;

  HistoryJson(OutputStream out) throws IOException {
    json =
        JsonFactory.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build()
            .createGenerator(out)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .useDefaultPrettyPrinter();
  }

  @Override
  public void startRuns() throws IOException {
    json.writeStartArray();
  }

  @Override
  public void run(History.Run run) throws IOException {
    json.writeStartObject();
    json.writeNumberField("run", run.number());
    json.writeStringField("publication", run.publication());
    json.writeStringField("started", run.started().toString());
    json.writeFieldName("finished");
    if (run.finished().isPresent()) {
      json.writeString(run.finished().get().toString());
    } else {
      json.writeNull();
    }
    json.writeStringField("outcome", Words.outcome(run));
    json.writeObjectFieldStart("counts");
    for (Map.Entry<String, Integer> count : new TreeMap<>(run.counts()).entrySet()) {
      json.writeNumberField(Words.lower(count.getKey()), count.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  @Override
  public void startChanges(String of) throws IOException {
    json.writeStartArray();
  }

  @Override
  public void change(History.Run run, History.Change change) throws IOException {
    json.writeStartObject();
    json.writeNumberField("run", run.number());
    json.writeStringField("publication", run.publication());
    json.writeStringField("started", run.started().toString());
    json.writeStringField("dn", change.dn());
    json.writeStringField("outcome", Words.outcome(change));
    json.writeStringField("text", change.text());
    json.writeStringField("entry", Words.lower(change.journaled().frame().fate().name()));
    json.writeArrayFieldStart("reasons");
    for (String reason : change.reasons()) {
      json.writeString(reason);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("values");
    for (Journaled.Gone gone : change.journaled().gone()) {
      value("withdraw", gone.value().description(), gone.certificate().toString());
    }
    for (Journaled.Come come : change.journaled().come()) {
      value("publish", come.attribute().ldapName(), come.certificate().toString());
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void value(String action, String attribute, String certificate) throws IOException {
    json.writeStartObject();
    json.writeStringField("action", action);
    json.writeStringField("attribute", attribute);
    json.writeStringField("certificate", certificate);
    json.writeEndObject();
  }

  @Override
  public void end() throws IOException {
    json.writeEndArray();
    json.writeRaw('\n');
    json.close();
  }
}
