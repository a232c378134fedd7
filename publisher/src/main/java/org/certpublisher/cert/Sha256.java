package org.certpublisher.cert;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256 digest; of a certificate's DER it is the certificate's identity. Issuer and serial
 * number are no identity: a re-keyed CA may use both again. Held as four longs, because an
 * inventory holds hundreds of thousands.
 */
public record Sha256(long a, long b, long c, long d) implements Comparable<Sha256> {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** The digest of the bytes. */
  public static Sha256 of(byte[] bytes) {
    return ofDigest(newDigest().digest(bytes));
  }

  /** Takes the 32 bytes of a digest made elsewhere. */
  public static Sha256 ofDigest(byte[] digest) {
    if (digest.length != 32) {
      throw new IllegalArgumentException("a SHA-256 digest has 32 bytes, not " + digest.length);
    }
    return new Sha256(
        (long) LONGS.get(digest, 0),
        (long) LONGS.get(digest, 8),
        (long) LONGS.get(digest, 16),
        (long) LONGS.get(digest, 24));
  }

  /** Reads 64 hexadecimal digits; {@link IllegalArgumentException} when they are not that. */
  public static Sha256 fromHex(String hex) {
    return ofDigest(HexFormat.of().parseHex(hex));
  }

  /** A new SHA-256 digest, for what is hashed piece by piece. */
  public static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The 32 bytes. */
  public byte[] toBytes() {
    byte[] bytes = new byte[32];
    LONGS.set(bytes, 0, a);
    LONGS.set(bytes, 8, b);
    LONGS.set(bytes, 16, c);
    LONGS.set(bytes, 24, d);
    return bytes;
  }

  @Override
  public int compareTo(Sha256 o) {
    int r = Long.compareUnsigned(a, o.a);
    r = r != 0 ? r : Long.compareUnsigned(b, o.b);
    r = r != 0 ? r : Long.compareUnsigned(c, o.c);
    return r != 0 ? r : Long.compareUnsigned(d, o.d);
  }

  /** 64 lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(toBytes());
  }
}
