package org.certpublisher.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certpublisher.report.GoldenFile.text;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class JsonReportTest {
  private static final Path SCHEMA = Path.of("../schema/report.schema.json");

  @Test
  void theRunReadsAsLastLookedAt() throws IOException {
    GoldenFile.assertSame("run.json", text(new JsonReport(), SampleReport.run()));
  }

  @Test
  void everyReportKeepsToThePublishedSchema() throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(SCHEMA));
    for (Report report :
        new Report[] {SampleReport.plan(), SampleReport.run(), SampleReport.many(300)}) {
      assertThat(schema.validate(text(new JsonReport(), report), InputFormat.JSON)).isEmpty();
    }
  }

  @Test
  void theSchemaRefusesAStateItDoesNotName() throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(SCHEMA));
    String wrong =
        text(new JsonReport(), SampleReport.run()).replace("\"FOREIGN\",", "\"STRANGE\",");
    assertThat(schema.validate(wrong, InputFormat.JSON)).isNotEmpty();
  }

  @Test
  void everyJudgementIsThereWithItsIdentity() {
    Report report = SampleReport.many(1_000);
    String json = text(new JsonReport(), report);
    report
        .rows()
        .judgements(one -> assertThat(json).contains("\"" + one.subject().identity() + "\""));
  }

  @Test
  void noCharacterIsHidden() {
    assertThat(text(new JsonReport(), SampleReport.run()).codePoints().boxed())
        .allMatch(point -> point == '\n' || !Visible.isHidden(point));
  }
}
