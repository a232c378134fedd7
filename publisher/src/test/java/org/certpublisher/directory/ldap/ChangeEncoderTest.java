package org.certpublisher.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import java.util.List;
import java.util.Map;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Sha256;
import org.certpublisher.directory.AttributeChange;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.Spelling;
import org.certpublisher.directory.StoredValue;
import org.junit.jupiter.api.Test;

/** One change is one modify operation that names exact values. */
final class ChangeEncoderTest {
  private static final CertificateAttribute CERT = CertificateAttribute.USER_CERTIFICATE;
  private static final CertificateAttribute SMIME = CertificateAttribute.USER_SMIME_CERTIFICATE;
  private static final Der A = Directories.value("a");
  private static final Der B = Directories.value("b");
  private static final Der C = Directories.value("c");

  private static List<Modification> encode(boolean assertion, AttributeChange... changes) {
    Server server =
        new Server(
            ServerKind.OPENLDAP,
            "OpenLDAP",
            Map.of(
                CERT, new Spelling("userCertificate;binary", true, false),
                SMIME, new Spelling("userSMIMECertificate", false, false)),
            new Server.Controls(true, assertion, false),
            "");
    ModifyRequest request =
        (ModifyRequest)
            new ChangeEncoder(server)
                .encode(
                    new EntryChange("cn=a", "v1", Sha256.of(new byte[0]), List.of(changes)), "v1");
    assertThat(request.getControls()).hasSize(assertion ? 1 : 0);
    return request.getModifications();
  }

  private static AttributeChange.Withdrawal gone(CertificateAttribute attribute, String as, Der v) {
    return new AttributeChange.Withdrawal(stored(attribute, as, v), v.sha256(), false);
  }

  private static StoredValue stored(CertificateAttribute attribute, String as, Der value) {
    return new StoredValue(attribute, as, value);
  }

  private static AttributeChange.Publication come(Der value) {
    return new AttributeChange.Publication(value, value.sha256());
  }

  private static Modification modification(ModificationType type, String name, Der... values) {
    byte[][] bytes = new byte[values.length][];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = values[i].view();
    }
    return new Modification(type, name, bytes);
  }

  @Test
  void valuesGoUnderTheFormTheyAreStoredInBeforeOthersCome() {
    assertThat(
            encode(
                true,
                new AttributeChange(
                    CERT,
                    List.of(),
                    List.of(
                        gone(CERT, "userCertificate", A),
                        gone(CERT, "userCertificate;binary", A),
                        gone(CERT, "userCertificate;BINARY", B)),
                    List.of(come(C), come(C)))))
        .containsExactly(
            modification(ModificationType.DELETE, "userCertificate", A),
            modification(ModificationType.DELETE, "userCertificate;binary", A, B),
            modification(ModificationType.ADD, "userCertificate;binary", C));
  }

  @Test
  void withoutAnEqualityRuleTheWholeSetIsWritten() {
    assertThat(
            encode(
                false,
                new AttributeChange(
                    SMIME,
                    List.of(stored(SMIME, "userSMIMECertificate", A)),
                    List.of(gone(SMIME, "userSMIMECertificate", B)),
                    List.of(come(C)))))
        .containsExactly(modification(ModificationType.REPLACE, "userSMIMECertificate", A, C));
  }

  @Test
  void theLastValueOfAWholeSetEmptiesTheAttribute() {
    assertThat(
            encode(
                true,
                new AttributeChange(
                    SMIME, List.of(), List.of(gone(SMIME, "userSMIMECertificate", B)), List.of())))
        .containsExactly(modification(ModificationType.REPLACE, "userSMIMECertificate"));
  }

  @Test
  void setsUnderOtherOptionsAreNotTouched() {
    assertThat(
            encode(
                true,
                new AttributeChange(
                    SMIME,
                    List.of(stored(SMIME, "userSMIMECertificate;x-old", A)),
                    List.of(),
                    List.of(come(C)))))
        .containsExactly(modification(ModificationType.REPLACE, "userSMIMECertificate", C));
  }
}
