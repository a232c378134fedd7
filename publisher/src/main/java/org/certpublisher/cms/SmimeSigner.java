package org.certpublisher.cms;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.signers.DSADigestSigner;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.RSADigestSigner;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.EncryptionUse;
import org.certpublisher.cert.Sha256;
import org.certpublisher.cert.x509.CertificateParser;
import org.certpublisher.cert.x509.MalformedCertificateException;

/**
 * Writes SignedData with a signer, for clients that want to know the holder's algorithms: signed
 * sMIMECapabilities, and the leaf named by both key preferences. The content is the "Empty Body" of
 * Outlook's own values. The signer's certificate is in the value, so that it can be verified; it
 * must not be able to encrypt, so that no client picks it. RSA and RFC 6979 ECDSA give the same
 * bytes every time.
 */
public final class SmimeSigner implements SmimeEncoder {
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] SIGNED_DATA = HEX.parseHex("06092a864886f70d010702");
  private static final byte[] DATA = HEX.parseHex("06092a864886f70d010701");
  private static final byte[] ONE = HEX.parseHex("020101");
  private static final byte[] SHA_256 = HEX.parseHex("300b0609608648016503040201");
  private static final byte[] RSA = HEX.parseHex("300d06092a864886f70d01010b0500");
  private static final byte[] ECDSA = HEX.parseHex("300a06082a8648ce3d040302");
  private static final byte[] CONTENT = "Empty Body".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] CONTENT_TYPE = HEX.parseHex("06092a864886f70d010903");
  private static final byte[] MESSAGE_DIGEST = HEX.parseHex("06092a864886f70d010904");
  private static final byte[] CAPABILITIES = HEX.parseHex("06092a864886f70d01090f");
  private static final byte[] PREFERENCE = HEX.parseHex("060b2a864886f70d010910020b");
  private static final byte[] MICROSOFT_PREFERENCE = HEX.parseHex("06092b0601040182371004");

  /**
   * AES-256, 192 and 128 in CBC mode. GCM is not offered: which client the holder decrypts with is
   * not known here, and Outlook before 2019 cannot.
   */
  private static final byte[] AES_CBC =
      HEX.parseHex(
          "300b060960864801650304012a300b0609608648016503040116300b0609608648016503040102");

  private final Certificate certificate;
  private final AsymmetricKeyParameter key;

  private SmimeSigner(Certificate certificate, AsymmetricKeyParameter key) {
    this.certificate = certificate;
    this.key = key;
  }

  /** Takes the only private key of a PKCS#12, RSA or EC; the caller clears the password. */
  public static SmimeSigner fromPkcs12(byte[] pkcs12, char[] password) throws SigningKeyException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(pkcs12), password);
      List<String> aliases =
          Collections.list(store.aliases()).stream().filter(a -> isKey(store, a)).toList();
      if (aliases.size() != 1) {
        throw new SigningKeyException(
            "the PKCS#12 must hold one private key with its certificate, it holds "
                + aliases.size());
      }
      Key key = store.getKey(aliases.get(0), password);
      byte[] der = store.getCertificate(aliases.get(0)).getEncoded();
      return of(CertificateParser.parse(Der.wrap(der)), key.getEncoded());
    } catch (IOException e) {
      throw new SigningKeyException("the PKCS#12 cannot be opened: wrong password or damaged", e);
    } catch (GeneralSecurityException | MalformedCertificateException e) {
      throw new SigningKeyException("the PKCS#12 cannot be used: " + e.getMessage(), e);
    }
  }

  private static boolean isKey(KeyStore store, String alias) {
    try {
      return store.isKeyEntry(alias);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static SmimeSigner of(Certificate certificate, byte[] pkcs8)
      throws IOException, SigningKeyException {
    AsymmetricKeyParameter key = PrivateKeyFactory.createKey(pkcs8);
    if (!(key instanceof RSAKeyParameters || key instanceof ECPrivateKeyParameters)) {
      throw new SigningKeyException("the key of the PKCS#12 is neither RSA nor EC");
    }
    if (EncryptionUse.of(certificate).canEncrypt()) {
      throw new SigningKeyException(
          "the certificate of the PKCS#12 ("
              + certificate
              + ") can encrypt mail, and it goes into every value, where a mail client may take it"
              + " for the holder's; use one for signing alone (key usage digitalSignature)");
    }
    return new SmimeSigner(certificate, key);
  }

  @Override
  public Der encode(Der leaf, List<Der> chain) {
    byte[] content = DerWriter.element(0xa0, DerWriter.element(0x04, CONTENT));
    byte[][] certificates = CertificateSet.sorted(leaf, above(chain)).toArray(new byte[0][]);
    byte[] signedData =
        DerWriter.element(
            0x30,
            ONE,
            DerWriter.element(0x31, SHA_256),
            DerWriter.element(0x30, DATA, content),
            DerWriter.element(0xa0, certificates),
            DerWriter.element(0x31, signerInfo(leaf)));
    return Der.wrap(DerWriter.element(0x30, SIGNED_DATA, DerWriter.element(0xa0, signedData)));
  }

  /** How the values name their signer. */
  private Der name() {
    return Der.wrap(DerWriter.element(0x30, issuerAndSerial(certificate)));
  }

  private List<Der> above(List<Der> chain) {
    return Stream.concat(chain.stream(), Stream.of(certificate.der())).toList();
  }

  private byte[] signerInfo(Der leaf) {
    byte[] attributes = concat(attributes(parsed(leaf)));
    byte[] signature = sign(DerWriter.element(0x31, attributes));
    return DerWriter.element(
        0x30,
        ONE,
        name().view(),
        SHA_256,
        DerWriter.element(0xa0, attributes),
        key instanceof RSAKeyParameters ? RSA : ECDSA,
        DerWriter.element(0x04, signature));
  }

  /** What is signed, in DER order (RFC 5652, section 5.4). */
  private static byte[][] attributes(Certificate leaf) {
    byte[] digest = Sha256.of(CONTENT).toBytes();
    Map<Der, Der> all = new HashMap<>(statements(leaf));
    all.put(Der.wrap(CONTENT_TYPE), set(DATA));
    all.put(Der.wrap(MESSAGE_DIGEST), set(DerWriter.element(0x04, digest)));
    return all.entrySet().stream()
        .map(one -> DerWriter.element(0x30, one.getKey().view(), one.getValue().view()))
        .sorted(Arrays::compareUnsigned)
        .toArray(byte[][]::new);
  }

  /** What the attributes say of the holder: the SET of values of each by its type. */
  private static Map<Der, Der> statements(Certificate leaf) {
    byte[] name = issuerAndSerial(leaf);
    return Map.of(
        Der.wrap(CAPABILITIES), set(DerWriter.element(0x30, AES_CBC)),
        Der.wrap(PREFERENCE), set(DerWriter.element(0xa0, name)),
        Der.wrap(MICROSOFT_PREFERENCE), set(DerWriter.element(0x30, name)));
  }

  private static Der set(byte[] value) {
    return Der.wrap(DerWriter.element(0x31, value));
  }

  private static byte[] issuerAndSerial(Certificate of) {
    byte[] serial = DerWriter.element(0x02, of.issuance().serialNumber().toByteArray());
    return concat(of.issuance().issuer().view(), serial);
  }

  private static byte[] concat(byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(p -> p.length).sum();
    DerWriter out = new DerWriter(length);
    for (byte[] part : parts) {
      out.raw(part);
    }
    return out.bytes();
  }

  private static Certificate parsed(Der leaf) {
    try {
      return CertificateParser.parse(leaf);
    } catch (MalformedCertificateException e) {
      throw new IllegalArgumentException("the leaf of a value must be a certificate", e);
    }
  }

  private byte[] sign(byte[] bytes) {
    Signer signer =
        key instanceof RSAKeyParameters
            ? new RSADigestSigner(new SHA256Digest())
            : new DSADigestSigner(
                new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest())), new SHA256Digest());
    signer.init(true, key);
    signer.update(bytes, 0, bytes.length);
    try {
      return signer.generateSignature();
    } catch (CryptoException e) {
      throw new IllegalStateException("the signing key of the PKCS#12 does not sign", e);
    }
  }

  @Override
  public boolean matches(SmimeValue found, Der leaf, List<Der> chain) {
    return found.signatures().size() == 1
        && signed(found)
        && leaf.sha256().equals(found.leaf())
        && CertificateSet.isIn(found, leaf, above(chain))
        && found
            .signatures()
            .get(0)
            .attributes()
            .entrySet()
            .containsAll(statements(parsed(leaf)).entrySet());
  }

  @Override
  public boolean signed(SmimeValue found) {
    return found.signatures().stream().anyMatch(one -> one.signer().equals(name()));
  }

  @Override
  public boolean adds(Certificate other) {
    return other.sha256().equals(certificate.sha256());
  }
}
