package org.certpublisher.it;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.server.core.api.DirectoryService;
import org.apache.directory.server.core.factory.DefaultDirectoryServiceFactory;
import org.apache.directory.server.core.partition.impl.btree.jdbm.JdbmPartition;
import org.apache.directory.server.ldap.LdapServer;
import org.apache.directory.server.ldap.handlers.extended.StartTlsHandler;
import org.apache.directory.server.protocol.shared.transport.TcpTransport;

/**
 * ApacheDS in this process, on free loopback ports, with ldap, StartTLS and ldaps. Access control
 * is on, and the accounts may do what {@link Slapd}'s may. Its factory rebuilds the instance
 * directory at each start, so the people lie outside it.
 */
final class ApacheDs implements AutoCloseable {
  /** May do anything. */
  static final String ADMIN = "uid=admin,ou=system";

  private static final String READING =
      """
      { identificationTag "reading", precedence 10, authenticationLevel simple,
        itemOrUserFirst userFirst: { userClasses { allUsers }, userPermissions { {
          protectedItems { entry, allUserAttributeTypesAndValues },
          grantsAndDenials { grantRead, grantBrowse, grantReturnDN, grantCompare, grantFilterMatch,
            grantDiscloseOnError } } } } }
      """
          .replaceAll("\\s+", " ")
          .strip();
  private static final String PUBLISHING =
      """
      { identificationTag "publishing", precedence 20, authenticationLevel simple,
        itemOrUserFirst userFirst: { userClasses { name { "PUBLISHER" } }, userPermissions {
          { protectedItems { entry }, grantsAndDenials { grantModify } },
          { protectedItems { attributeType { userCertificate, userSMIMECertificate },
              allAttributeValues { userCertificate, userSMIMECertificate } },
            grantsAndDenials { grantAdd, grantRemove } } } } }
      """
          .replace("PUBLISHER", Slapd.PUBLISHER)
          .replaceAll("\\s+", " ")
          .strip();

  private final DirectoryService service;
  private final String keystore;
  private final ServerCertificates certificates;
  private final int port = Slapd.freePort();
  private final int tlsPort = Slapd.freePort();
  private LdapServer server = new LdapServer();

  /** Starts it with the same suffix, container and publisher as {@link Slapd}. */
  ApacheDs(Path directory) throws Exception {
    certificates = new ServerCertificates(directory);
    certificates.issue("localhost", "DNS:localhost,IP:127.0.0.1");
    Path keys = certificates.pkcs12("localhost");
    service = service(directory);
    keystore = keys.toString();
    listen();
    frame();
  }

  /** Answers on its ports. */
  void listen() {
    server = new LdapServer();
    server.setDirectoryService(service);
    TcpTransport clear = new TcpTransport("127.0.0.1", port, 3, 50);
    TcpTransport encrypted = new TcpTransport("127.0.0.1", tlsPort, 3, 50);
    encrypted.setEnableSSL(true);
    server.setTransports(clear, encrypted);
    server.setMaxSizeLimit(LdapServer.NO_SIZE_LIMIT);
    server.setKeystoreFile(keystore);
    server.setCertificatePassword("secret");
    try {
      server.addExtendedOperationHandler(new StartTlsHandler());
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Cuts all connections and answers no more; what it holds stays. */
  void stopListening() {
    server.stop();
  }

  private static DirectoryService service(Path directory) throws Exception {
    String before = System.getProperty("workingDirectory", "");
    System.setProperty("workingDirectory", directory.resolve("instance").toString());
    try {
      DefaultDirectoryServiceFactory factory = new DefaultDirectoryServiceFactory();
      factory.init("test");
      DirectoryService service = factory.getDirectoryService();
      service.getChangeLog().setEnabled(false);
      service.setAccessControlEnabled(true);
      JdbmPartition people = new JdbmPartition(service.getSchemaManager(), service.getDnFactory());
      people.setId("people");
      people.setSuffixDn(new Dn(service.getSchemaManager(), Slapd.BASE));
      people.setPartitionPath(Files.createDirectories(directory.resolve("people")).toUri());
      service.addPartition(people);
      return service;
    } finally {
      if (before.isEmpty()) {
        System.clearProperty("workingDirectory");
      } else {
        System.setProperty("workingDirectory", before);
      }
    }
  }

  private void frame() throws Exception {
    try (LDAPConnection admin = admin()) {
      admin.add(
          "dn: " + Slapd.BASE,
          "objectClass: organization",
          "objectClass: dcObject",
          "o: Example",
          "dc: example");
      admin.add("dn: " + Slapd.PEOPLE, "objectClass: organizationalUnit", "ou: People");
      for (String account : new String[] {Slapd.PUBLISHER, Slapd.READER}) {
        admin.add(
            "dn: " + account,
            "objectClass: person",
            "sn: account",
            "userPassword: " + Slapd.PASSWORD);
      }
      admin.modify(
          "dn: " + Slapd.BASE,
          "changetype: modify",
          "add: administrativeRole",
          "administrativeRole: accessControlSpecificArea");
      admin.add(
          "dn: cn=access," + Slapd.BASE,
          "objectClass: subentry",
          "objectClass: accessControlSubentry",
          "subtreeSpecification: {}",
          "prescriptiveACI: " + READING,
          "prescriptiveACI: " + PUBLISHING);
    }
  }

  /** A connection that may do anything. */
  LDAPConnection admin() throws LDAPException {
    return new LDAPConnection("127.0.0.1", port, ADMIN, "secret");
  }

  String url() {
    return "ldap://localhost:" + port;
  }

  String ldapsUrl() {
    return "ldaps://localhost:" + tlsPort;
  }

  Path authority() {
    return certificates.authority();
  }

  @Override
  public void close() {
    server.stop();
    try {
      service.shutdown();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
