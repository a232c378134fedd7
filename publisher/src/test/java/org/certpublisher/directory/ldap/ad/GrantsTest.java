package org.certpublisher.directory.ldap.ad;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import org.certpublisher.cert.match.Sid;
import org.certpublisher.directory.CertificateAttribute;
import org.junit.jupiter.api.Test;

/** Samba's command is run in the tests on a real domain; Microsoft's is only compared. */
final class GrantsTest {
  private static final Trustee TRUSTEE = new Trustee("S-1-5-21-1-2-3-1105", "pub@example.com");
  private static final Set<CertificateAttribute> ONE =
      EnumSet.of(CertificateAttribute.USER_CERTIFICATE);

  @Test
  void aSidIsWrittenAsSddlWritesIt() {
    byte[] sid =
        HexFormat.of().parseHex("0105000000000005150000008a6c0191b45d3d2dcc15bfe34e040000");
    assertThat(Sid.text(sid)).hasValue("S-1-5-21-2432789642-758996404-3820950988-1102");
  }

  @Test
  void theDomainIsWhatTheNameEndsWith() throws Exception {
    assertThat(Trustee.domain("OU=DC=odd\\, People,OU=a,DC=corp,DC=example"))
        .isEqualToIgnoringCase("DC=corp,DC=example");
  }

  @Test
  void microsoftsCommandNamesAccountAttributeAndClass() {
    Grants grants = new Grants(false, "OU=People,DC=example,DC=com", TRUSTEE);
    assertThat(grants.below(EnumSet.of(Kind.CONTACT), ONE))
        .isEqualTo(
            "dsacls \"OU=People,DC=example,DC=com\" /I:S /G"
                + " \"pub@example.com:WP;userCertificate;contact\"");
    assertThat(grants.onProtected("CN=chief,OU=People,DC=example,DC=com"))
        .isEqualTo(
            "dsacls \"CN=AdminSDHolder,CN=System,DC=example,DC=com\" /G"
                + " \"pub@example.com:WP;userCertificate\""
                + " \"pub@example.com:WP;userSMIMECertificate\"");
  }

  @Test
  void anUnknownAccountLeavesAGapThatIsNamed() {
    assertThat(new Grants(true, "OU=a,DC=b", Trustee.unknown("CN=p,DC=b")).everything())
        .contains("SID-of-CN=p,DC=b");
  }
}
