package org.certpublisher.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.digests.MD5Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.engines.RSAEngine;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.crypto.signers.DSADigestSigner;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.PSSSigner;
import org.bouncycastle.crypto.signers.RSADigestSigner;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.operator.ContentSigner;
import org.certpublisher.cert.Sha256;

/** A key pair that is the same in every JVM, made from its seed once. */
public final class TestKey {
  /** What kind of key. */
  public enum Kind {
    RSA,
    RSA_1024,
    EC,
    EC_P384,
    ED25519,
    RSA_PSS
  }

  /** How it signs; by default with SHA-256. */
  public enum Hash {
    SHA256,
    SHA1,
    MD5
  }

  private static final ConcurrentHashMap<String, TestKey> KEYS = new ConcurrentHashMap<>();

  private final Kind kind;
  private final AsymmetricKeyParameter privateKey;
  private final SubjectPublicKeyInfo publicKey;

  private TestKey(Kind kind, AsymmetricCipherKeyPair pair) {
    this.kind = kind;
    this.privateKey = pair.getPrivate();
    this.publicKey = publicKey(kind, pair.getPublic());
  }

  /** The key of a seed. */
  public static TestKey of(Kind kind, String seed) {
    return KEYS.computeIfAbsent(kind + " " + seed, s -> new TestKey(kind, generate(kind, s)));
  }

  /** Random bytes that follow from a seed. */
  private static final class Seeded extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private transient Sha256 state;

    Seeded(String seed) {
      super(null, null);
      state = Sha256.of(seed.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void nextBytes(byte[] bytes) {
      byte[] block = new byte[0];
      for (int i = 0; i < bytes.length; i++) {
        if (i % 32 == 0) {
          state = Sha256.of(state.toBytes());
          block = state.toBytes();
        }
        bytes[i] = block[i % 32];
      }
    }
  }

  private static AsymmetricCipherKeyPair generate(Kind kind, String seed) {
    Seeded random = new Seeded(seed);
    return switch (kind) {
      case RSA, RSA_PSS -> rsa(2048, random);
      case RSA_1024 -> rsa(1024, random);
      case EC -> ec(SECObjectIdentifiers.secp256r1, random);
      case EC_P384 -> ec(SECObjectIdentifiers.secp384r1, random);
      case ED25519 -> {
        Ed25519KeyPairGenerator generator = new Ed25519KeyPairGenerator();
        generator.init(new Ed25519KeyGenerationParameters(random));
        yield generator.generateKeyPair();
      }
    };
  }

  private static AsymmetricCipherKeyPair rsa(int bits, Seeded random) {
    RSAKeyPairGenerator generator = new RSAKeyPairGenerator();
    generator.init(new RSAKeyGenerationParameters(BigInteger.valueOf(65537), random, bits, 64));
    return generator.generateKeyPair();
  }

  private static AsymmetricCipherKeyPair ec(ASN1ObjectIdentifier curve, Seeded random) {
    ECKeyPairGenerator generator = new ECKeyPairGenerator();
    generator.init(
        new ECKeyGenerationParameters(
            new ECNamedDomainParameters(curve, ECNamedCurveTable.getByOID(curve)), random));
    return generator.generateKeyPair();
  }

  private static SubjectPublicKeyInfo publicKey(Kind kind, AsymmetricKeyParameter key) {
    try {
      SubjectPublicKeyInfo info = SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(key);
      return kind == Kind.RSA_PSS
          ? new SubjectPublicKeyInfo(
              new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSASSA_PSS), info.parsePublicKey())
          : info;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The public half. */
  public SubjectPublicKeyInfo publicKey() {
    return publicKey;
  }

  /** The private half as PKCS#8 DER. */
  public byte[] pkcs8() {
    try {
      return PrivateKeyInfoFactory.createPrivateKeyInfo(privateKey).getEncoded();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A signer whose signatures are the same in every run. */
  public ContentSigner signer(Hash hash) {
    ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    AlgorithmIdentifier algorithm = algorithm(hash);
    return new ContentSigner() {
      @Override
      public AlgorithmIdentifier getAlgorithmIdentifier() {
        return algorithm;
      }

      @Override
      public OutputStream getOutputStream() {
        return buffer;
      }

      @Override
      public byte[] getSignature() {
        return sign(buffer.toByteArray(), hash);
      }
    };
  }

  private byte[] sign(byte[] bytes, Hash hash) {
    Digest digest =
        switch (hash) {
          case SHA256 -> new SHA256Digest();
          case SHA1 -> new SHA1Digest();
          case MD5 -> new MD5Digest();
        };
    Signer signer =
        switch (kind) {
          case RSA, RSA_1024 -> new RSADigestSigner(digest);
          case RSA_PSS -> new PSSSigner(new RSAEngine(), digest, new byte[32]);
          case EC, EC_P384 ->
              new DSADigestSigner(
                  new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest())), digest);
          case ED25519 -> new Ed25519Signer();
        };
    signer.init(true, privateKey);
    signer.update(bytes, 0, bytes.length);
    try {
      return signer.generateSignature();
    } catch (CryptoException e) {
      throw new IllegalStateException(e);
    }
  }

  private AlgorithmIdentifier algorithm(Hash hash) {
    return switch (kind) {
      case RSA, RSA_1024 ->
          new AlgorithmIdentifier(
              switch (hash) {
                case SHA256 -> PKCSObjectIdentifiers.sha256WithRSAEncryption;
                case SHA1 -> PKCSObjectIdentifiers.sha1WithRSAEncryption;
                case MD5 -> PKCSObjectIdentifiers.md5WithRSAEncryption;
              },
              DERNull.INSTANCE);
      case RSA_PSS -> pss();
      case EC, EC_P384 ->
          new AlgorithmIdentifier(
              hash == Hash.SHA1
                  ? X9ObjectIdentifiers.ecdsa_with_SHA1
                  : X9ObjectIdentifiers.ecdsa_with_SHA256);
      case ED25519 -> new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.3.101.112"));
    };
  }

  private static AlgorithmIdentifier pss() {
    AlgorithmIdentifier sha256 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256);
    return new AlgorithmIdentifier(
        PKCSObjectIdentifiers.id_RSASSA_PSS,
        new RSASSAPSSparams(
            sha256,
            new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, sha256),
            new ASN1Integer(32),
            RSASSAPSSparams.DEFAULT_TRAILER_FIELD));
  }
}
