package org.certpublisher.it;

import com.unboundid.ldap.sdk.LDAPConnection;
import java.nio.file.Path;
import java.util.List;
import org.certpublisher.directory.CertificateAttribute;

/** {@link Ds389}. */
final class Live389 implements LiveDirectory {
  private final Ds389 server;

  Live389(Path directory) {
    server = new Ds389(directory).start();
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
  public LDAPConnection admin() {
    return server.admin();
  }

  /** It keeps values under {@code ;binary} and without as two sets. */
  @Override
  public List<String> descriptions(CertificateAttribute attribute) {
    return switch (attribute) {
      case USER_CERTIFICATE -> List.of("userCertificate;binary", "userCertificate");
      default -> List.of("userSMIMECertificate");
    };
  }

  @Override
  public void stop() {
    server.kill();
  }

  @Override
  public void start() {
    server.start();
  }

  @Override
  public void close() {
    server.close();
  }
}
