package org.certpublisher.it;

import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.util.ssl.KeyStoreKeyManager;
import com.unboundid.util.ssl.SSLUtil;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.testing.InMemoryDirectory;

/** The LDAP library's in-memory server, with userCertificate compared by bytes. */
final class LiveMemory implements LiveDirectory {
  private final InMemoryDirectory server;
  private final ServerCertificates certificates;
  private final int port = Slapd.freePort();
  private final int tlsPort = Slapd.freePort();

  LiveMemory(Path directory) throws GeneralSecurityException, LDAPException {
    certificates = new ServerCertificates(directory);
    certificates.issue("localhost", "DNS:localhost,IP:127.0.0.1");
    Path keys = certificates.pkcs12("localhost");
    SSLUtil tls =
        new SSLUtil(
            new KeyStoreKeyManager(keys.toFile(), "secret".toCharArray(), "PKCS12", null), null);
    InetAddress loopback = InetAddress.getLoopbackAddress();
    server =
        InMemoryDirectory.start(
            List.of(
                InMemoryListenerConfig.createLDAPConfig(
                    "clear", loopback, port, tls.createSSLSocketFactory()),
                InMemoryListenerConfig.createLDAPSConfig(
                    "encrypted", loopback, tlsPort, tls.createSSLServerSocketFactory(), null)),
            new Rights());
  }

  /** Lets the publisher write the two attributes and everybody else nothing. */
  private static final class Rights extends InMemoryOperationInterceptor {
    private final Map<Long, String> bound = new ConcurrentHashMap<>();

    @Override
    public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest request) {
      bound.put(request.getConnectionID(), request.getRequest().getBindDN());
    }

    @Override
    public void processModifyRequest(InMemoryInterceptedModifyRequest request)
        throws LDAPException {
      String account = bound.getOrDefault(request.getConnectionID(), "");
      boolean permitted =
          account.equals(InMemoryDirectory.PUBLISHER)
              && request.getRequest().getModifications().stream()
                  .map(one -> one.getAttributeName().replaceFirst(";.*", ""))
                  .allMatch(List.of("userCertificate", "userSMIMECertificate")::contains);
      if (!permitted && !account.equals(InMemoryDirectory.ADMIN)) {
        throw new LDAPException(ResultCode.INSUFFICIENT_ACCESS_RIGHTS, "not yours to write");
      }
    }
  }

  @Override
  public String url() {
    return "ldap://localhost:" + port;
  }

  @Override
  public String ldapsUrl() {
    return "ldaps://localhost:" + tlsPort;
  }

  @Override
  public Path authority() {
    return certificates.authority();
  }

  @Override
  public String people() {
    return InMemoryDirectory.PEOPLE;
  }

  @Override
  public String publisher() {
    return InMemoryDirectory.PUBLISHER;
  }

  @Override
  public String reader() {
    return InMemoryDirectory.READER;
  }

  @Override
  public LDAPConnection admin() throws LDAPException {
    return new LDAPConnection(
        "localhost", port, InMemoryDirectory.ADMIN, InMemoryDirectory.PASSWORD);
  }

  /** By the plain name only: it compares values under {@code ;binary} as text. */
  @Override
  public List<String> descriptions(CertificateAttribute attribute) {
    return List.of(attribute.ldapName());
  }

  /** It compares each value with each: 3,000 take 20 s. */
  @Override
  public int many() {
    return 300;
  }

  @Override
  public void stop() {
    server.server().shutDown(true);
  }

  @Override
  public void start() {
    try {
      server.server().startListening();
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
