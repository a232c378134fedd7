package org.certpublisher.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Sha256;
import org.certpublisher.directory.AttributeChange;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.StoredValue;
import org.certpublisher.plan.Action;
import org.certpublisher.plan.Judgement;

/** The changes of the sample report. */
final class SampleChanges {
  private SampleChanges() {}

  /** One change an entry with an action: swaps, additions and withdrawals. */
  static List<EntryChange> changes(List<Judgement> judgements) {
    List<EntryChange> changes = new ArrayList<>();
    judgements.stream()
        .filter(one -> one.action() == Action.PUBLISH || one.action() == Action.WITHDRAW)
        .map(Judgement::dn)
        .distinct()
        .forEach(dn -> changes.add(change(dn, judgementsOn(dn, judgements))));
    return changes;
  }

  static List<Judgement> judgementsOn(String dn, List<Judgement> judgements) {
    return judgements.stream().filter(one -> one.dn().equals(dn)).toList();
  }

  private static EntryChange change(String dn, List<Judgement> judgements) {
    return new EntryChange(
        dn,
        "",
        Sha256.of(new byte[0]),
        List.of(
            attribute(CertificateAttribute.USER_CERTIFICATE, "userCertificate", judgements),
            attribute(
                CertificateAttribute.USER_SMIME_CERTIFICATE, "userSMIMECertificate", judgements)));
  }

  private static AttributeChange attribute(
      CertificateAttribute attribute, String stored, List<Judgement> judgements) {
    List<AttributeChange.Withdrawal> withdraw = new ArrayList<>();
    List<AttributeChange.Publication> publish = new ArrayList<>();
    for (Judgement one : judgements) {
      Der bytes =
          Der.wrap(
              (attribute.ldapName() + one.subject().identity())
                  .repeat(2)
                  .getBytes(StandardCharsets.UTF_8));
      Sha256 certificate = Sha256.fromHex(one.subject().identity());
      if (one.action() == Action.PUBLISH) {
        publish.add(new AttributeChange.Publication(bytes, certificate));
      } else {
        withdraw.add(
            new AttributeChange.Withdrawal(
                new StoredValue(attribute, stored, bytes), certificate, judgements.size() == 1));
      }
    }
    StoredValue foreign =
        new StoredValue(attribute, stored, Der.copyOf(new byte[] {0x30, 0x01, 0x00}));
    return new AttributeChange(attribute, List.of(foreign), withdraw, publish);
  }
}
