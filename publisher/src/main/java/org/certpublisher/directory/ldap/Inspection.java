package org.certpublisher.directory.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.DirectoryDescription;
import org.certpublisher.directory.DirectoryException;

/** What {@code check} tells of a directory; nothing is written. */
final class Inspection {
  private final Connections connections;
  private final Server server;

  Inspection(Connections connections, Server server) {
    this.connections = connections;
    this.server = server;
  }

  DirectoryDescription describe() throws DirectoryException {
    LDAPConnection connection = connections.shared();
    Map<CertificateAttribute, String> spellings = new EnumMap<>(CertificateAttribute.class);
    Map<CertificateAttribute, Boolean> singleValues = new EnumMap<>(CertificateAttribute.class);
    List<String> facts = new ArrayList<>();
    facts.add(tls(connection));
    facts.add("bound as " + connections.settings().bind());
    for (CertificateAttribute attribute : CertificateAttribute.values()) {
      Server.Form form = server.form(attribute);
      spellings.put(attribute, form.description());
      singleValues.put(attribute, form.singleValues());
    }
    return new DirectoryDescription(
        server.name(),
        Connections.url(connection),
        spellings,
        singleValues,
        facts,
        server.missingSchema());
  }

  private static String tls(LDAPConnection connection) {
    return connection.getSSLSession() == null
        ? "not encrypted"
        : "encrypted, " + connection.getSSLSession().getProtocol();
  }
}
