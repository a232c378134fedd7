package org.certpublisher.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certpublisher.report.GoldenFile.text;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.unboundid.ldif.LDIFAddChangeRecord;
import com.unboundid.ldif.LDIFModifyChangeRecord;
import com.unboundid.ldif.LDIFReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Sha256;
import org.certpublisher.directory.AttributeChange;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.EntryChange.Frame;
import org.certpublisher.plan.Action;
import org.certpublisher.plan.Judgement;
import org.certpublisher.plan.State;
import org.certpublisher.source.Severity;
import org.certpublisher.source.SourceFinding;
import org.junit.jupiter.api.Test;

/** Every format shows every attribute of a CA's entry, and that it is made. */
final class AuthorityReportTest {
  private static final String MADE = "cn=CA,dc=example,dc=com";
  private static final String WIDENED = "ou=CA,dc=example,dc=com";

  private static Der bytes(String dn, CertificateAttribute attribute) {
    return Der.wrap((dn + attribute).getBytes(StandardCharsets.US_ASCII));
  }

  private static EntryChange change(String dn, Frame frame) {
    List<AttributeChange> attributes = new ArrayList<>();
    for (CertificateAttribute attribute : CertificateAttribute.AUTHORITIES) {
      Der value = bytes(dn, attribute);
      attributes.add(
          new AttributeChange(
              attribute,
              List.of(),
              List.of(),
              List.of(new AttributeChange.Publication(value, value.sha256()))));
    }
    return new EntryChange(dn, "", Sha256.of(new byte[0]), attributes, frame);
  }

  private static Report report() {
    return new Report(SampleReport.plan().summary(), new Rows());
  }

  private record Rows() implements Report.Rows {
    private static final List<EntryChange> CHANGES =
        List.of(
            change(
                MADE,
                new Frame(
                    EntryChange.Fate.CREATED,
                    List.of("top", "applicationProcess", "pkiCA"),
                    Map.of("cn", List.of(Der.wrap("CA".getBytes(StandardCharsets.US_ASCII)))))),
            change(WIDENED, Frame.of(List.of("pkiCA", "deltaCRL"))));

    private static List<Judgement> of(EntryChange change) {
      return change.attributes().stream()
          .map(
              one ->
                  new Judgement(
                      State.MISSING,
                      Action.PUBLISH,
                      Severity.INFO,
                      change.dn(),
                      new Judgement.Subject(
                          one.publish().get(0).certificate().toString(),
                          "",
                          "CRL number 7",
                          "CN=CA",
                          "",
                          SampleReport.NOW),
                      "fresh; published to " + one.attribute().ldapName()))
          .toList();
    }

    @Override
    public void judgements(Consumer<Judgement> consumer) {
      CHANGES.forEach(change -> of(change).forEach(consumer));
    }

    @Override
    public void changes(BiConsumer<EntryChange, List<Judgement>> consumer) {
      CHANGES.forEach(change -> consumer.accept(change, of(change)));
    }

    @Override
    public void findings(Consumer<SourceFinding> consumer) {}

    @Override
    public void outcomes(Consumer<Report.EntryOutcome> consumer) {}
  }

  @Test
  void everyFormatForPeopleNamesEachAttributeAndEntry() {
    for (ReportFormat format :
        List.of(new TextReport(false), new HtmlReport(), new CsvReport(), new JsonReport())) {
      String text = text(format, report());
      assertThat(text.replace("<wbr>", "")).contains(MADE, WIDENED, "CRL number 7");
      for (CertificateAttribute attribute : CertificateAttribute.AUTHORITIES) {
        assertThat(text)
            .as(format.getClass().getSimpleName())
            .contains("published to " + attribute.ldapName());
      }
    }
  }

  @Test
  void jsonKeepsToThePublishedSchemaAndTellsWhatIsMade() throws Exception {
    String json = text(new JsonReport(), report());
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("../schema/report.schema.json")))
                .validate(json, InputFormat.JSON))
        .isEmpty();
    assertThat(json.replaceAll("\\s", ""))
        .contains(
            "\"created\":true,\"classes\":[\"top\",\"applicationProcess\",\"pkiCA\"]",
            "\"created\":false,\"classes\":[\"pkiCA\",\"deltaCRL\"]");
  }

  @Test
  void ldifIsReadBackAsTheAddAndTheModifyThatWereMeant() throws Exception {
    String ldif = text(new LdifReport(), report());
    try (LDIFReader reader =
        new LDIFReader(new ByteArrayInputStream(ldif.getBytes(StandardCharsets.UTF_8)))) {
      LDIFAddChangeRecord add =
          (LDIFAddChangeRecord) Objects.requireNonNull(reader.readChangeRecord());
      assertThat(add.getDN()).isEqualTo(MADE);
      assertThat(add.getEntryToAdd().getObjectClassValues())
          .containsExactly("top", "applicationProcess", "pkiCA");
      assertThat(add.getEntryToAdd().getAttributeValue("cn")).isEqualTo("CA");
      for (CertificateAttribute attribute : CertificateAttribute.AUTHORITIES) {
        assertThat(add.getEntryToAdd().getAttributeValueBytes(attribute.ldapName()))
            .isEqualTo(bytes(MADE, attribute).toBytes());
      }
      LDIFModifyChangeRecord modify =
          (LDIFModifyChangeRecord) Objects.requireNonNull(reader.readChangeRecord());
      assertThat(modify.getModifications()).hasSize(5);
      assertThat(modify.getModifications()[0].getValues()).containsExactly("pkiCA", "deltaCRL");
    }
  }
}
