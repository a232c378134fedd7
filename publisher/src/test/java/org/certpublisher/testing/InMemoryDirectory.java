package org.certpublisher.testing;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.schema.Schema;
import com.unboundid.ldif.LDIFException;
import java.net.InetAddress;
import java.util.List;

/**
 * The LDAP library's own server on a loopback port, in clear. userCertificate is an octet string
 * here: the library's schema compares its values as text, so that two certificates could be equal.
 * By the plain name only; it takes {@code ;binary} for another attribute.
 */
public final class InMemoryDirectory implements AutoCloseable {
  /** The suffix. */
  public static final String BASE = "dc=example,dc=com";

  /** Where the people are. */
  public static final String PEOPLE = "ou=People," + BASE;

  /** May do anything. */
  public static final String PUBLISHER = "cn=publisher," + BASE;

  /** May do anything, too. */
  public static final String ADMIN = "cn=admin," + BASE;

  /** May do anything, unless an interceptor forbids it. */
  public static final String READER = "cn=reader," + BASE;

  /** Of all accounts. */
  public static final String PASSWORD = "correct-horse";

  private static final String USER_CERTIFICATE =
      "( 2.5.4.36 NAME 'userCertificate' EQUALITY octetStringMatch SYNTAX"
          + " 1.3.6.1.4.1.1466.115.121.1.40 )";

  private final InMemoryDirectoryServer server;

  private InMemoryDirectory(InMemoryDirectoryServer server) {
    this.server = server;
  }

  /** Starts it; the interceptors see each operation and may answer in its place. */
  public static InMemoryDirectory start(InMemoryOperationInterceptor... interceptors) {
    try {
      return start(
          List.of(
              InMemoryListenerConfig.createLDAPConfig(
                  "loopback", InetAddress.getLoopbackAddress(), 0, null)),
          interceptors);
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Starts it on ports of the caller's choice. */
  public static InMemoryDirectory start(
      List<InMemoryListenerConfig> listeners, InMemoryOperationInterceptor... interceptors) {
    try {
      InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE);
      config.setListenerConfigs(listeners);
      Entry redefined =
          new Entry(
              "cn=schema",
              new Attribute("objectClass", "top", "ldapSubEntry", "subschema"),
              new Attribute("cn", "schema"),
              new Attribute("attributeTypes", USER_CERTIFICATE));
      config.setSchema(
          Schema.mergeSchemas(Schema.getDefaultStandardSchema(), new Schema(redefined)));
      config.setEnforceAttributeSyntaxCompliance(false);
      for (String account : List.of(PUBLISHER, READER, ADMIN)) {
        config.addAdditionalBindCredentials(account, PASSWORD);
      }
      for (InMemoryOperationInterceptor interceptor : interceptors) {
        config.addInMemoryOperationInterceptor(interceptor);
      }
      InMemoryDirectoryServer server = new InMemoryDirectoryServer(config);
      server.add("dn: " + BASE, "objectClass: top", "objectClass: domain", "dc: example");
      server.add("dn: " + PEOPLE, "objectClass: organizationalUnit", "ou: People");
      server.startListening();
      return new InMemoryDirectory(server);
    } catch (LDAPException | LDIFException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where it listens. */
  public String url() {
    return "ldap://127.0.0.1:" + server.getListenPort();
  }

  /** The name of a person. */
  public static String dn(String uid) {
    return "uid=" + uid + "," + PEOPLE;
  }

  /** Adds an inetOrgPerson with the address uid@example.com and gives its name. */
  public String person(String uid) {
    try {
      server.add(
          "dn: " + dn(uid),
          "objectClass: inetOrgPerson",
          "uid: " + uid,
          "cn: " + uid,
          "sn: " + uid,
          "mail: " + uid + "@example.com");
      return dn(uid);
    } catch (LDAPException | LDIFException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes an entry away. */
  public void remove(String dn) {
    try {
      server.delete(dn);
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The server itself: reads and writes past everything. */
  public InMemoryDirectoryServer server() {
    return server;
  }

  @Override
  public void close() {
    server.shutDown(true);
  }
}
