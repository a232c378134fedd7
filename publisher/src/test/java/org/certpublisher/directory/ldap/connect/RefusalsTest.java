package org.certpublisher.directory.ldap.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.nio.file.Path;
import java.util.Optional;
import javax.security.auth.login.LoginException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RefusalsTest {
  private static final Bind KERBEROS =
      new Bind.Gssapi("publisher@EXAMPLE.COM", Path.of("/etc/publisher.keytab"), Optional.empty());
  private static final Bind SIMPLE = new Bind.Simple("cn=publisher", () -> new byte[0]);

  private static LDAPException login(String words) {
    return new LDAPException(ResultCode.LOCAL_ERROR, "x", new LoginException(words));
  }

  /** The texts are those of OpenJDK 17. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Clock skew too great (37) | differ by more than 5 minutes | false",
        "Client not found in Kerberos database (6) | klist -k /etc/publisher.keytab | false",
        "Server not found in Kerberos database (7) | ldap/HOST | true",
        "Pre-authentication information was invalid (24) | holds an old key | false",
        "KDC has no support for encryption type (14) | AES | false",
        "Client's credentials have been revoked (18) | disabled, locked or expired | false",
        "Unable to obtain password from user | holds no key of publisher@EXAMPLE.COM | false",
        "Cannot locate KDC | _kerberos._udp.EXAMPLE.COM | true",
        "Receive timed out | KDC is not reached | true"
      })
  void aKerberosFailureNamesItsCure(String words, String cure, boolean passing) {
    LDAPException told = Refusals.bind(login(words), KERBEROS);
    assertThat(Refusals.connecting(told, KERBEROS))
        .contains("publisher@EXAMPLE.COM", words, cure)
        .hasLineCount(1);
    assertThat(((FailedBindException) told).isPassing()).isEqualTo(passing);
  }

  @ParameterizedTest
  @CsvSource({
    "525, no such account",
    "52e, password file",
    "530, may not log on",
    "532, has expired",
    "533, is disabled",
    "701, account has expired",
    "773, set a new one",
    "775, is locked"
  })
  void activeDirectorysReasonIsTold(String data, String words) {
    LDAPException answer =
        new LDAPException(
            ResultCode.INVALID_CREDENTIALS,
            "80090308: LdapErr: DSID-0C090439, comment: AcceptSecurityContext error, data "
                + data
                + ", v4563");
    assertThat(Refusals.bind(answer, SIMPLE)).hasMessageContaining(words);
  }

  @Test
  void aBusyServerIsNoRefusedBind() {
    LDAPException busy = new LDAPException(ResultCode.BUSY, "later");
    assertThat(Refusals.bind(busy, SIMPLE)).isSameAs(busy);
    assertThat(Refusals.connecting(busy, SIMPLE)).contains("51 busy, \"later\"");
  }

  @Test
  void aServerThatWantsEncryptionIsSaidSo() {
    LDAPException strong = new LDAPException(ResultCode.STRONG_AUTH_REQUIRED, "no");
    assertThat(Refusals.bind(strong, SIMPLE)).hasMessageContaining("use ldaps://");
  }
}
