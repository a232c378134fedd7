package org.certpublisher.demo;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.OperationType;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.schema.Schema;
import java.net.InetAddress;
import java.util.List;

/**
 * A directory in this process, on a loopback port, without TLS. It tells certificates apart byte by
 * byte and writes their names as OpenLDAP does; see {@link BinaryOption}. Everybody may read, only
 * the publisher's account may write.
 */
final class EmbeddedDirectory implements AutoCloseable {
  static final String SUFFIX = "dc=example,dc=com";
  static final String PEOPLE = "ou=People," + SUFFIX;
  static final String PUBLISHER = "cn=publisher," + SUFFIX;

  /**
   * The library's own schema compares userCertificate as text, so that different certificates can
   * be "equal" (seen with UnboundID 7.0.5).
   */
  private static final String USER_CERTIFICATE =
      "( 2.5.4.36 NAME 'userCertificate' EQUALITY octetStringMatch"
          + " SYNTAX 1.3.6.1.4.1.1466.115.121.1.8 )";

  private final InMemoryDirectoryServer server;

  private EmbeddedDirectory(InMemoryDirectoryServer server) {
    this.server = server;
  }

  /**
   * Starts a directory with the suffix and the people's container.
   *
   * @param port 0 for any free one
   */
  static EmbeddedDirectory start(int port, String password) throws LDAPException {
    InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(SUFFIX);
    config.setListenerConfigs(
        InMemoryListenerConfig.createLDAPConfig(
            "loopback", InetAddress.getLoopbackAddress(), port, null));
    config.setSchema(
        Schema.mergeSchemas(
            Schema.getDefaultStandardSchema(),
            new Schema(
                new Entry(
                    "cn=schema",
                    new Attribute("objectClass", "top", "ldapSubEntry", "subschema"),
                    new Attribute("cn", "schema"),
                    new Attribute("attributeTypes", USER_CERTIFICATE)))));
    config.setEnforceAttributeSyntaxCompliance(false);
    config.setAuthenticationRequiredOperationTypes(
        OperationType.ADD, OperationType.DELETE, OperationType.MODIFY, OperationType.MODIFY_DN);
    config.addAdditionalBindCredentials(PUBLISHER, password);
    config.addInMemoryOperationInterceptor(new BinaryOption());
    InMemoryDirectoryServer server = new InMemoryDirectoryServer(config);
    server.add(SUFFIX, new Attribute("objectClass", "top", "domain"));
    server.add(PEOPLE, new Attribute("objectClass", "top", "organizationalUnit"));
    server.startListening();
    return new EmbeddedDirectory(server);
  }

  /** Where it listens. */
  int port() {
    return server.getListenPort();
  }

  /** Where it listens, for a configuration. */
  String url() {
    return "ldap://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port();
  }

  /** Adds an entry; userCertificate goes by its plain name here. */
  void add(Entry entry) throws LDAPException {
    server.add(entry);
  }

  /**
   * Every person with both certificate attributes, read over the network as any client reads it,
   * without a bind.
   */
  List<SearchResultEntry> people() throws LDAPException {
    try (LDAPConnection connection =
        new LDAPConnection(InetAddress.getLoopbackAddress().getHostAddress(), port())) {
      return connection
          .search(
              PEOPLE,
              SearchScope.ONE,
              "(objectClass=person)",
              "mail",
              "userCertificate;binary",
              "userSMIMECertificate")
          .getSearchEntries();
    }
  }

  @Override
  public void close() {
    server.shutDown(true);
  }
}
