package org.certpublisher.it;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import java.nio.file.Path;
import java.util.List;
import org.certpublisher.directory.CertificateAttribute;

/** {@link ApacheDs}. */
final class LiveApacheDs implements LiveDirectory {
  private final ApacheDs server;

  LiveApacheDs(Path directory) throws Exception {
    server = new ApacheDs(directory);
  }

  @Override
  public boolean tellsChanges() {
    return false;
  }

  @Override
  public String url() {
    return server.url();
  }

  @Override
  public String ldapsUrl() {
    return server.ldapsUrl();
  }

  @Override
  public Path authority() {
    return server.authority();
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
    return server.admin();
  }

  /** It takes {@code ;binary} for the same attribute. */
  @Override
  public List<String> descriptions(CertificateAttribute attribute) {
    return List.of(attribute.ldapName());
  }

  @Override
  public void stop() {
    server.stopListening();
  }

  @Override
  public void start() {
    server.listen();
  }

  @Override
  public void close() {
    server.close();
  }
}
