package org.certpublisher.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.match.MatchRules;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.DirectoryDescription;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.directory.Spelling;
import org.certpublisher.directory.StoredValue;
import org.certpublisher.directory.ldap.LdapDirectory;
import org.certpublisher.directory.ldap.LdapSettings;
import org.certpublisher.directory.ldap.connect.Bind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class EmbeddedDirectoryTest {
  private static final String ANNA = "uid=anna," + EmbeddedDirectory.PEOPLE;
  private static final Der ONE = Der.copyOf(new byte[] {0x30, (byte) 0x81});
  private static final Der OTHER = Der.copyOf(new byte[] {0x30, (byte) 0x82});

  private EmbeddedDirectory directory;
  private LDAPConnection connection;

  @BeforeEach
  void start() throws LDAPException {
    directory = EmbeddedDirectory.start(0, "secret");
    directory.add(
        new Entry(
            ANNA,
            new Attribute("objectClass", "inetOrgPerson"),
            new Attribute("cn", "Anna"),
            new Attribute("sn", "Adler"),
            new Attribute("userCertificate", ONE.toBytes())));
    connection =
        new LDAPConnection("127.0.0.1", directory.port(), EmbeddedDirectory.PUBLISHER, "secret");
  }

  @AfterEach
  void stop() {
    connection.close();
    directory.close();
  }

  @Test
  void valuesThatDifferInOneByteAreDifferentCertificates() throws LDAPException {
    connection.modify(
        ANNA, new Modification(ModificationType.ADD, "userCertificate;binary", OTHER.toBytes()));

    assertThat(held("userCertificate")).containsExactlyInAnyOrder(ONE, OTHER);

    connection.modify(
        ANNA, new Modification(ModificationType.DELETE, "userCertificate;binary", ONE.toBytes()));

    assertThat(held("userCertificate")).containsExactly(OTHER);
  }

  @Test
  void theBinaryOptionComesBackWhateverNameWasAsked() throws LDAPException {
    assertThat(held("userCertificate")).containsExactly(ONE);
    assertThat(held("userCertificate;binary")).containsExactly(ONE);
    assertThat(held("*")).containsExactly(ONE);
  }

  @Test
  void everybodyReadsAndOnlyThePublisherWrites() throws LDAPException {
    try (LDAPConnection anonymous = new LDAPConnection("127.0.0.1", directory.port())) {
      assertThat(anonymous.getEntry(ANNA)).isNotNull();
      assertThatThrownBy(
              () ->
                  anonymous.modify(
                      ANNA, new Modification(ModificationType.DELETE, "userCertificate;binary")))
          .isInstanceOf(LDAPException.class);
    }
  }

  @Test
  void theProgramWritesSingleValuesAndTheBinaryOptionThere() throws DirectoryException {
    LdapSettings settings =
        new LdapSettings(
            List.of(directory.url()),
            Optional.empty(),
            new LdapSettings.Security(LdapSettings.Tls.NONE, Optional.empty()),
            new Bind.Simple(
                EmbeddedDirectory.PUBLISHER, () -> "secret".getBytes(StandardCharsets.UTF_8)),
            new LdapSettings.Entries(
                EmbeddedDirectory.PEOPLE, "(objectClass=person)", MatchRules.of("mail")),
            LdapSettings.Limits.DEFAULT);
    try (Directory opened = LdapDirectory.open(settings)) {
      DirectoryDescription found = opened.describe();
      assertThat(found.spellings())
          .containsEntry(
              CertificateAttribute.USER_CERTIFICATE,
              new Spelling("userCertificate;binary", true, false))
          .hasEntrySatisfying(
              CertificateAttribute.USER_SMIME_CERTIFICATE,
              spelling -> assertThat(spelling.description()).isEqualTo("userSMIMECertificate"));
      assertThat(found.missingSchema()).isEmpty();
      assertThat(opened.read(ANNA).orElseThrow().values())
          .containsExactly(
              new StoredValue(
                  CertificateAttribute.USER_CERTIFICATE, "userCertificate;binary", ONE));
    }
  }

  private List<Der> held(String asked) throws LDAPException {
    SearchResultEntry entry =
        connection.searchForEntry(ANNA, SearchScope.BASE, "(objectClass=*)", asked);
    return Arrays.stream(entry.getAttributeValueByteArrays("userCertificate;binary"))
        .map(Der::copyOf)
        .toList();
  }
}
