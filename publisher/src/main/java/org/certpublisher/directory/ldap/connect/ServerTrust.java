package org.certpublisher.directory.ldap.connect;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.certpublisher.directory.ldap.wire.Causes;
import org.jspecify.annotations.Nullable;

/** The JDK's judgement of a server's certificate (RFC 5280, section 6), in words for a person. */
final class ServerTrust extends X509ExtendedTrustManager {
  private static final int NAMED = 3;

  private final X509ExtendedTrustManager judge;
  private final Optional<Path> pem;

  private ServerTrust(X509ExtendedTrustManager judge, Optional<Path> pem) {
    this.judge = judge;
    this.pem = pem;
  }

  /** Trusts the authorities of a PEM file, else the system's. */
  static ServerTrust of(Optional<Path> pem) throws GeneralSecurityException, IOException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(pem.isPresent() ? authorities(pem.get()) : null);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager judge) {
        return new ServerTrust(judge, pem);
      }
    }
    throw new GeneralSecurityException("this Java has no X.509 trust manager");
  }

  private static KeyStore authorities(Path pem) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(pem)) {
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority" + store.size(), certificate);
      }
    }
    if (store.size() == 0) {
      throw new CertificateException("no certificate in it");
    }
    return store;
  }

  private interface Judgement {
    void make() throws CertificateException;
  }

  private void judged(X509Certificate[] chain, Judgement judgement) throws CertificateException {
    try {
      judgement.make();
    } catch (CertificateException e) {
      throw new UntrustedServerException(words(chain, e), e);
    }
  }

  private String words(X509Certificate[] chain, CertificateException e) {
    X509Certificate leaf = chain[0];
    if (Causes.find(e, CertificateExpiredException.class).isPresent()) {
      X509Certificate expired = meant(chain, e);
      return "%s expired on %s: have a new one issued and installed on the server, or set this machine's clock"
          .formatted(named(expired, leaf), expired.getNotAfter().toInstant());
    }
    if (Causes.find(e, CertificateNotYetValidException.class).isPresent()) {
      X509Certificate early = meant(chain, e);
      return "%s is valid from %s only: set the clock of this machine, or of the CA that issued it"
          .formatted(named(early, leaf), early.getNotBefore().toInstant());
    }
    return "%s, issued by \"%s\", is not trusted (%s): name the authority that issued it under trust%s"
        .formatted(
            named(leaf, leaf),
            leaf.getIssuerX500Principal().getName(),
            Causes.deepest(e),
            trusted());
  }

  private String trusted() {
    if (pem.isEmpty()) {
      return ", now the system's authorities are trusted";
    }
    X509Certificate[] known = judge.getAcceptedIssuers();
    String names =
        Arrays.stream(known)
            .limit(NAMED)
            .map(one -> "\"" + one.getSubjectX500Principal().getName() + "\"")
            .collect(Collectors.joining(", "));
    return ", %s holds %s%s".formatted(pem.get(), names, known.length > NAMED ? " and others" : "");
  }

  /** The certificate of the chain that a judgement is about. */
  private static X509Certificate meant(X509Certificate[] chain, CertificateException e) {
    int index =
        Causes.find(e, CertPathValidatorException.class)
            .map(CertPathValidatorException::getIndex)
            .orElse(0);
    return chain[Math.min(Math.max(index, 0), chain.length - 1)];
  }

  private static String named(X509Certificate certificate, X509Certificate leaf) {
    String subject = certificate.getSubjectX500Principal().getName();
    return certificate.equals(leaf)
        ? "its certificate \"" + subject + "\""
        : "the certificate \"" + subject + "\" above the server's";
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
      throws CertificateException {
    judged(chain, () -> judge.checkServerTrusted(chain, type, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
      throws CertificateException {
    judged(chain, () -> judge.checkServerTrusted(chain, type, engine));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    judged(chain, () -> judge.checkServerTrusted(chain, type));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
      throws CertificateException {
    judge.checkClientTrusted(chain, type, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
      throws CertificateException {
    judge.checkClientTrusted(chain, type, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    judge.checkClientTrusted(chain, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return judge.getAcceptedIssuers();
  }
}
