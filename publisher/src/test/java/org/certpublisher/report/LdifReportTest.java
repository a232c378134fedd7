package org.certpublisher.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certpublisher.report.GoldenFile.text;

import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldif.LDIFChangeRecord;
import com.unboundid.ldif.LDIFModifyChangeRecord;
import com.unboundid.ldif.LDIFReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.certpublisher.cert.Der;
import org.certpublisher.directory.AttributeChange;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.EntryChange;
import org.junit.jupiter.api.Test;

final class LdifReportTest {
  @Test
  void thePlanReadsAsLastLookedAt() throws Exception {
    GoldenFile.assertSame("plan.ldif", text(new LdifReport(), SampleReport.plan()));
  }

  @Test
  void everyLineIsAsciiAndShort() {
    assertThat(text(new LdifReport(), SampleReport.plan()).lines())
        .allMatch(line -> line.matches("[ -~]{0,76}"));
  }

  @Test
  void whatIsReadBackIsWhatWasPlanned() throws Exception {
    Map<String, EntryChange> planned = new HashMap<>();
    SampleReport.plan().rows().changes((change, why) -> planned.put(change.dn(), change));
    List<LDIFModifyChangeRecord> read = read(text(new LdifReport(), SampleReport.plan()));
    assertThat(read)
        .extracting(LDIFModifyChangeRecord::getDN)
        .containsExactlyInAnyOrderElementsOf(planned.keySet());
    for (LDIFModifyChangeRecord one : read) {
      EntryChange change = Objects.requireNonNull(planned.get(one.getDN()));
      for (AttributeChange attribute : change.attributes()) {
        if (attribute.attribute() == CertificateAttribute.USER_CERTIFICATE) {
          assertThat(values(one, ModificationType.ADD, "userCertificate;binary"))
              .isEqualTo(
                  attribute.publish().stream().map(AttributeChange.Publication::bytes).toList());
          assertThat(values(one, ModificationType.DELETE, "userCertificate"))
              .isEqualTo(attribute.withdraw().stream().map(gone -> gone.value().bytes()).toList());
        } else {
          List<Der> set = new ArrayList<>();
          attribute.kept().forEach(stays -> set.add(stays.bytes()));
          attribute.publish().forEach(comes -> set.add(comes.bytes()));
          assertThat(values(one, ModificationType.REPLACE, "userSMIMECertificate")).isEqualTo(set);
        }
      }
    }
  }

  private static List<Der> values(
      LDIFModifyChangeRecord change, ModificationType type, String description) {
    List<Der> values = new ArrayList<>();
    for (Modification one : change.getModifications()) {
      if (one.getModificationType().equals(type) && one.getAttributeName().equals(description)) {
        for (byte[] value : one.getValueByteArrays()) {
          values.add(Der.wrap(value));
        }
      }
    }
    return values;
  }

  private static List<LDIFModifyChangeRecord> read(String ldif) throws Exception {
    List<LDIFModifyChangeRecord> changes = new ArrayList<>();
    try (LDIFReader reader =
        new LDIFReader(new ByteArrayInputStream(ldif.getBytes(StandardCharsets.UTF_8)))) {
      for (LDIFChangeRecord one = reader.readChangeRecord();
          one != null;
          one = reader.readChangeRecord()) {
        changes.add((LDIFModifyChangeRecord) one);
      }
    }
    return changes;
  }
}
