package org.certpublisher.it;

import com.unboundid.ldap.sdk.LDAPConnection;
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
 * ApacheDS in this process, on free loopback ports, with ldap, StartTLS and ldaps. It enforces no
 * rights. Its factory rebuilds the instance directory at each start, so the people lie outside it.
 */
final class ApacheDs implements AutoCloseable {
  /** May do anything. */
  static final String ADMIN = "uid=admin,ou=system";

  private final DirectoryService service;
  private final LdapServer server;
  private final ServerCertificates certificates;
  private final int port = Slapd.freePort();
  private final int tlsPort = Slapd.freePort();

  /** Starts it with the same suffix, container and publisher as {@link Slapd}. */
  ApacheDs(Path directory) throws Exception {
    certificates = new ServerCertificates(directory);
    certificates.issue("localhost", "DNS:localhost,IP:127.0.0.1");
    Commands.run(
        directory,
        "/usr/bin/openssl",
        "pkcs12",
        "-export",
        "-in",
        "localhost.pem",
        "-inkey",
        "localhost.key",
        "-passout",
        "pass:secret",
        "-out",
        "localhost.p12");
    service = service(directory);
    server = new LdapServer();
    server.setDirectoryService(service);
    TcpTransport clear = new TcpTransport("127.0.0.1", port, 3, 50);
    TcpTransport encrypted = new TcpTransport("127.0.0.1", tlsPort, 3, 50);
    encrypted.setEnableSSL(true);
    server.setTransports(clear, encrypted);
    server.addExtendedOperationHandler(new StartTlsHandler());
    server.setKeystoreFile(directory.resolve("localhost.p12").toString());
    server.setCertificatePassword("secret");
    server.start();
    frame();
  }

  private static DirectoryService service(Path directory) throws Exception {
    String before = System.getProperty("workingDirectory", "");
    System.setProperty("workingDirectory", directory.resolve("instance").toString());
    try {
      DefaultDirectoryServiceFactory factory = new DefaultDirectoryServiceFactory();
      factory.init("test");
      DirectoryService service = factory.getDirectoryService();
      service.getChangeLog().setEnabled(false);
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
      admin.add(
          "dn: " + Slapd.PUBLISHER,
          "objectClass: person",
          "cn: publisher",
          "sn: publisher",
          "userPassword: " + Slapd.PASSWORD);
    }
  }

  /** A connection that may do anything. */
  LDAPConnection admin() throws Exception {
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
