package org.certpublisher.directory.ldap.connect;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import com.unboundid.util.ssl.SSLSocketVerifier;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.TreeSet;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.certpublisher.directory.DirectoryException;

/**
 * Whom a TLS connection trusts: the authorities of a PEM file or the system's. The certificate must
 * name the host of the URL (RFC 4513, section 3.1.3) and the protocol be TLS 1.2 or newer.
 */
final class Trust extends SSLSocketVerifier {
  private final SSLSocketFactory sockets;

  /** Trusts the authorities of a PEM file, else the system's; shows the key of the bind. */
  Trust(Optional<Path> pem, Bind bind) throws DirectoryException {
    this.sockets = context(pem, bind).getSocketFactory();
  }

  /** Sockets whose handshake may wait so long for each message. */
  SSLSocketFactory sockets(int millis) {
    return new TimedSockets(sockets, millis);
  }

  @Override
  public void verifySSLSocket(String host, int port, SSLSocket socket) throws LDAPException {
    SSLSession session = socket.getSession();
    if (!session.getProtocol().matches("TLSv1\\.[23]")) {
      throw new LDAPException(
          ResultCode.CONNECT_ERROR,
          "the server offers only %s; at least TLS 1.2 is needed".formatted(session.getProtocol()));
    }
    try {
      new HostNameSSLSocketVerifier(true).verifySSLSocket(host, port, socket);
    } catch (LDAPException e) {
      throw new LDAPException(
          ResultCode.CONNECT_ERROR,
          "host name",
          new UntrustedServerException(
              "its certificate is for %s, not for %s: use a name of the certificate in the url, or have one issued for %s"
                  .formatted(names(session), host, host),
              e));
    }
  }

  /** The names a server's certificate is for, as a person would look for them. */
  private static String names(SSLSession session) {
    TreeSet<String> names = new TreeSet<>();
    try {
      if (session.getPeerCertificates()[0] instanceof X509Certificate certificate) {
        if (certificate.getSubjectAlternativeNames() != null) {
          certificate
              .getSubjectAlternativeNames()
              .forEach(name -> names.add(String.valueOf(name.get(1))));
        }
        if (names.isEmpty()) {
          names.add(certificate.getSubjectX500Principal().getName());
        }
      }
    } catch (IOException | CertificateException e) {
      return "another name";
    }
    return String.join(", ", names);
  }

  private static SSLContext context(Optional<Path> pem, Bind bind) throws DirectoryException {
    KeyManager[] keys =
        bind instanceof Bind.External external
            ? new KeyManager[] {new KeyOffer(external.key())}
            : null;
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, new TrustManager[] {ServerTrust.of(pem)}, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new DirectoryException(
          "trust: no authority's certificate can be read from %s (%s); it must be a PEM file"
              .formatted(pem.map(Path::toString).orElse("the system's store"), reason(e)),
          e);
    }
  }

  private static String reason(Exception e) {
    return e instanceof NoSuchFileException ? "no such file" : String.valueOf(e.getMessage());
  }
}
