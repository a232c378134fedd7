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
import java.util.Arrays;
import java.util.List;
import org.certpublisher.cert.Der;
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

  private List<Der> held(String asked) throws LDAPException {
    SearchResultEntry entry =
        connection.searchForEntry(ANNA, SearchScope.BASE, "(objectClass=*)", asked);
    return Arrays.stream(entry.getAttributeValueByteArrays("userCertificate;binary"))
        .map(Der::copyOf)
        .toList();
  }
}
