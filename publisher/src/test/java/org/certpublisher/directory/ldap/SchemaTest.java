package org.certpublisher.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.Spelling;
import org.junit.jupiter.api.Test;

/** The spelling follows the schema, as each server was seen to write it. */
final class SchemaTest {
  private static final CertificateAttribute CERT = CertificateAttribute.USER_CERTIFICATE;
  private static final CertificateAttribute SMIME = CertificateAttribute.USER_SMIME_CERTIFICATE;

  private static final Schema OPENLDAP =
      new Schema(
          List.of(
              "( 2.5.4.36 NAME 'userCertificate' DESC 'RFC2256: X.509 user certificate, use"
                  + " ;binary' EQUALITY certificateExactMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.8"
                  + " )",
              "( 2.16.840.1.113730.3.1.40 NAME 'userSMIMECertificate' DESC 'RFC2798: PKCS#7"
                  + " SignedData used to support S/MIME' SYNTAX 1.3.6.1.4.1.1466.115.121.1.5 )",
              "( 2.5.4.3 NAME ( 'cn' 'commonName' ) SUP name )"));

  private static final Schema ACTIVE_DIRECTORY =
      new Schema(
          List.of(
              "( 2.5.4.36 NAME 'userCertificate' SYNTAX '1.3.6.1.4.1.1466.115.121.1.40' )",
              "( 2.16.840.1.113730.3.140 NAME 'userSMIMECertificate' SYNTAX"
                  + " '1.3.6.1.4.1.1466.115.121.1.40' )"));

  @Test
  void openLdapTakesBinaryForCertificatesOnlyAndReplacesTheOtherWhole() {
    assertThat(OPENLDAP.form(CERT, ServerKind.OPENLDAP))
        .isEqualTo(new Spelling("userCertificate;binary", true, false));
    assertThat(OPENLDAP.form(SMIME, ServerKind.OPENLDAP))
        .isEqualTo(new Spelling("userSMIMECertificate", false, false));
  }

  @Test
  void activeDirectoryTakesPlainNamesAndSingleValues() {
    for (ServerKind kind : List.of(ServerKind.ACTIVE_DIRECTORY, ServerKind.SAMBA)) {
      assertThat(ACTIVE_DIRECTORY.form(CERT, kind))
          .isEqualTo(new Spelling("userCertificate", true, false));
      assertThat(ACTIVE_DIRECTORY.form(SMIME, kind))
          .isEqualTo(new Spelling("userSMIMECertificate", true, false));
    }
  }

  @Test
  void octetStringsOf389KeepTheOptionForThunderbird() {
    assertThat(ACTIVE_DIRECTORY.form(CERT, ServerKind.DS_389))
        .isEqualTo(new Spelling("userCertificate;binary", true, true));
    assertThat(ACTIVE_DIRECTORY.form(SMIME, ServerKind.DS_389))
        .isEqualTo(new Spelling("userSMIMECertificate", true, false));
  }

  @Test
  void anUnknownServerWithoutEqualityRuleIsReplacedWhole() {
    assertThat(ACTIVE_DIRECTORY.form(SMIME, ServerKind.GENERIC).singleValues()).isFalse();
  }

  @Test
  void theMissingAttributeIsWrittenAsLdif() {
    Schema lacking = new Schema(List.of("( 2.5.4.3 NAME ( 'cn' 'commonName' ) SUP name )"));
    assertThat(OPENLDAP.missing(ServerKind.OPENLDAP, "cn=Subschema", true)).isEmpty();
    assertThat(lacking.missing(ServerKind.OPENLDAP, "cn=Subschema", true))
        .contains("olcAttributeTypes: ( 2.16.840.1.113730.3.1.40 NAME 'userSMIMECertificate'");
    assertThat(lacking.missing(ServerKind.GENERIC, "cn=schema", true))
        .startsWith("dn: cn=schema\nchangetype: modify\nadd: attributeTypes\n")
        .contains("attributeTypes: ( 2.5.4.36 NAME 'userCertificate'");
    assertThat(lacking.missing(ServerKind.GENERIC, "cn=schema", false)).isEmpty();
  }
}
