package org.certpublisher.it;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.certpublisher.directory.CertificateAttribute;

/** {@link Slapd}. */
final class LiveSlapd implements LiveDirectory {
  private final Slapd slapd;

  LiveSlapd(Path directory) {
    slapd = new Slapd(directory).notDurable().start();
  }

  @Override
  public String url() {
    return slapd.url();
  }

  @Override
  public String ldapsUrl() {
    return slapd.ldapsUrl();
  }

  @Override
  public Path authority() {
    return slapd.authority();
  }

  @Override
  public String people() {
    return Slapd.PEOPLE;
  }

  @Override
  public String publisher() {
    return Slapd.PUBLISHER;
  }

  @Override
  public String reader() {
    return Slapd.READER;
  }

  @Override
  public LDAPConnection admin() throws LDAPException {
    int port = URI.create(url()).getPort();
    return new LDAPConnection("localhost", port, Slapd.ADMIN, Slapd.PASSWORD);
  }

  @Override
  public List<String> descriptions(CertificateAttribute attribute) {
    return List.of(
        switch (attribute) {
          case USER_CERTIFICATE -> "userCertificate;binary";
          default -> "userSMIMECertificate";
        });
  }

  /** It parses certificates. */
  @Override
  public boolean takesGarbage(CertificateAttribute attribute) {
    return attribute == CertificateAttribute.USER_SMIME_CERTIFICATE;
  }

  @Override
  public void stop() {
    slapd.kill();
  }

  @Override
  public void start() {
    slapd.start();
  }

  @Override
  public void close() {
    slapd.close();
  }
}
