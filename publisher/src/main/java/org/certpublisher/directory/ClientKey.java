package org.certpublisher.directory;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * The key and certificate by which a client shows a server who it is (TLS, RFC 8446, section
 * 4.4.2). The certificate is known to belong to the key. It prints the certificate's subject only.
 */
public final class ClientKey {
  private static final String BEGIN = "-----BEGIN ";
  private static final String PLAIN = "PRIVATE KEY";
  private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";

  private final PrivateKey key;
  private final List<X509Certificate> chain;

  private ClientKey(PrivateKey key, List<X509Certificate> chain) throws GeneralSecurityException {
    this.key = key;
    this.chain = List.copyOf(chain);
    requireFit();
  }

  /** The private key. */
  public PrivateKey key() {
    return key;
  }

  /** The client's certificate, then those above it. */
  public List<X509Certificate> chain() {
    return chain;
  }

  /** The client's certificate. */
  public X509Certificate certificate() {
    return chain.get(0);
  }

  /** The subject of the certificate, as RFC 4514 writes it. */
  @Override
  public String toString() {
    return certificate().getSubjectX500Principal().getName();
  }

  /**
   * The first key of a PKCS#12 file.
   *
   * @throws GeneralSecurityException when there is none, or the password is not the file's
   */
  public static ClientKey pkcs12(byte[] file, char[] password) throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try {
      store.load(new ByteArrayInputStream(file), password);
    } catch (IOException e) {
      boolean refused = e.getCause() instanceof GeneralSecurityException;
      throw new GeneralSecurityException(
          refused ? "the password is not that of the file" : "it is no PKCS#12", e);
    }
    for (String alias : Collections.list(store.aliases())) {
      Key key = store.getKey(alias, password);
      Certificate[] chain = store.getCertificateChain(alias);
      if (key instanceof PrivateKey found && chain != null && chain.length > 0) {
        return new ClientKey(found, x509(Stream.of(chain)));
      }
    }
    throw new GeneralSecurityException("there is no key with its certificate in it");
  }

  /**
   * A certificate, followed by those above it, and its key in PKCS#8 (RFC 7468, sections 10 and
   * 11).
   *
   * @param password of an encrypted key
   * @throws GeneralSecurityException when one of them cannot be read, or they do not fit
   */
  public static ClientKey pem(byte[] certificates, byte[] key, Optional<char[]> password)
      throws GeneralSecurityException {
    var found =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(certificates));
    if (found.isEmpty()) {
      throw new CertificateException("there is no certificate");
    }
    List<X509Certificate> chain = x509(found.stream());
    String algorithm = chain.get(0).getPublicKey().getAlgorithm();
    PKCS8EncodedKeySpec encoded = pkcs8(new String(key, StandardCharsets.ISO_8859_1), password);
    return new ClientKey(KeyFactory.getInstance(algorithm).generatePrivate(encoded), chain);
  }

  private static List<X509Certificate> x509(Stream<? extends Certificate> certificates) {
    return certificates
        .filter(X509Certificate.class::isInstance)
        .map(X509Certificate.class::cast)
        .toList();
  }

  private static PKCS8EncodedKeySpec pkcs8(String pem, Optional<char[]> password)
      throws GeneralSecurityException {
    Optional<byte[]> plain = block(pem, PLAIN);
    if (plain.isPresent()) {
      return new PKCS8EncodedKeySpec(plain.get());
    }
    Optional<byte[]> encrypted = block(pem, ENCRYPTED);
    if (encrypted.isEmpty()) {
      throw new GeneralSecurityException(
          "the key is not in PKCS#8: openssl pkcs8 -topk8 -in OLD -out NEW makes it so");
    }
    if (password.isEmpty()) {
      throw new GeneralSecurityException("the key is encrypted: its password is needed");
    }
    return decrypted(encrypted.get(), password.get());
  }

  private static PKCS8EncodedKeySpec decrypted(byte[] encrypted, char[] password)
      throws GeneralSecurityException {
    try {
      EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(encrypted);
      // PBES2's parameters name the whole scheme only when they are printed (JDK 17).
      String parameters = info.getAlgParameters().toString();
      String scheme = parameters.startsWith("PBE") ? parameters : info.getAlgName();
      Cipher cipher = Cipher.getInstance(scheme);
      cipher.init(
          Cipher.DECRYPT_MODE,
          SecretKeyFactory.getInstance(scheme).generateSecret(new PBEKeySpec(password)),
          info.getAlgParameters());
      return info.getKeySpec(cipher);
    } catch (IOException | GeneralSecurityException e) {
      throw new GeneralSecurityException("the password is not that of the key", e);
    }
  }

  private static Optional<byte[]> block(String pem, String label) throws GeneralSecurityException {
    String begin = BEGIN + label + "-----";
    int start = pem.indexOf(begin);
    int end = start < 0 ? -1 : pem.indexOf("-----END " + label + "-----", start);
    if (end < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Base64.getMimeDecoder().decode(pem.substring(start + begin.length(), end)));
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("the key is no base64", e);
    }
  }

  /** Signs and verifies: keys of another pair fail at the handshake with no word of why. */
  private void requireFit() throws GeneralSecurityException {
    String scheme =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    byte[] probe = {1, 2, 3};
    java.security.Signature signature = java.security.Signature.getInstance(scheme);
    signature.initSign(key);
    signature.update(probe);
    byte[] signed = signature.sign();
    signature.initVerify(certificate().getPublicKey());
    signature.update(probe);
    if (!signature.verify(signed)) {
      throw new GeneralSecurityException("the key does not belong to the certificate");
    }
  }
}
