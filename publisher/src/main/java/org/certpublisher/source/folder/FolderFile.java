package org.certpublisher.source.folder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.x509.CertificateParser;
import org.certpublisher.cert.x509.MalformedCertificateException;
import org.certpublisher.cms.MalformedSmimeException;
import org.certpublisher.cms.SmimeDecoder;
import org.certpublisher.source.file.DerShape;
import org.certpublisher.source.file.PemBlock;
import org.certpublisher.source.file.PemScanner;
import org.jspecify.annotations.Nullable;

/**
 * What one file of a folder holds, judged by its bytes: DER, PEM, PKCS#7 in either, or base64 with
 * nothing around it. Pure.
 *
 * @param items every place in it where a certificate was or should have been, in order
 * @param other what it holds beside them
 */
record FolderFile(List<Item> items, Other other) {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  /** What a file may hold beside certificates. */
  enum Other {
    /** Nothing that is known. */
    NOTHING,
    /** A CRL, a request, a public key, parameters: belongs here as little as it harms. */
    HARMLESS,
    /** A private key. It was not decoded. */
    PRIVATE_KEY
  }

  FolderFile {
    items = List.copyOf(items);
  }

  /**
   * A certificate, or what is wrong in its place.
   *
   * @param problem empty where there is a certificate
   */
  record Item(@Nullable Certificate certificate, String problem) {
    static Item of(Der der) {
      try {
        return new Item(CertificateParser.parse(der), "");
      } catch (MalformedCertificateException e) {
        return problem("its certificate does not parse: " + e.getMessage());
      }
    }

    static Item problem(String text) {
      return new Item(null, text);
    }
  }

  /** Whether the file's first bytes say that it holds a private key, and nothing else first. */
  static boolean beginsWithPrivateKey(byte[] prefix) {
    byte[] bytes = withoutMark(prefix);
    if (PemScanner.firstLabel(bytes).isPresent()) {
      return PemScanner.beginsWithPrivateKey(bytes);
    }
    return DerShape.of(bytes) == DerShape.PRIVATE_KEY || isBareKey(bytes);
  }

  private static boolean isBareKey(byte[] prefix) {
    int length = Math.min(64, prefix.length);
    while (length > 0 && isSpace(prefix[length - 1])) {
      length--;
    }
    byte[] quads = new byte[length];
    int filled = 0;
    for (int i = 0; i < length; i++) {
      if (!isSpace(prefix[i])) {
        quads[filled++] = prefix[i];
      }
    }
    Optional<Der> head = PemScanner.base64(quads, 0, filled / 4 * 4);
    return head.isPresent() && DerShape.of(head.get().view()) == DerShape.PRIVATE_KEY;
  }

  /** Parses a file's bytes. */
  static FolderFile parse(byte[] file) {
    byte[] bytes = withoutMark(file);
    if (PemScanner.firstLabel(bytes).isPresent()) {
      return ofPem(bytes);
    }
    DerShape shape = DerShape.of(bytes);
    if (shape != DerShape.OTHER || bytes.length == 0) {
      return ofDer(Der.wrap(bytes), shape);
    }
    Optional<Der> bare = PemScanner.base64(bytes, 0, bytes.length);
    return bare.map(der -> ofDer(der, DerShape.of(der.view())))
        .orElse(new FolderFile(List.of(), Other.NOTHING));
  }

  private static FolderFile ofPem(byte[] bytes) {
    List<Item> items = new ArrayList<>(1);
    Other other = Other.NOTHING;
    for (PemBlock block : PemScanner.scan(bytes)) {
      if (block.isPrivateKey()) {
        other = Other.PRIVATE_KEY;
      } else if (block.isCertificate() || block.isSignedData()) {
        if (block.isSound()) {
          Der content = block.content();
          boolean wrapped = DerShape.of(content.view()) == DerShape.SIGNED_DATA;
          items.addAll(wrapped ? ofSignedData(content) : List.of(Item.of(content)));
        } else {
          items.add(Item.problem(block.problem()));
        }
      } else if (other == Other.NOTHING) {
        other = Other.HARMLESS;
      }
    }
    return new FolderFile(items, other);
  }

  private static FolderFile ofDer(Der der, DerShape shape) {
    return switch (shape) {
      case CERTIFICATE -> new FolderFile(List.of(Item.of(der)), Other.NOTHING);
      case SIGNED_DATA -> new FolderFile(ofSignedData(der), Other.NOTHING);
      case PRIVATE_KEY -> new FolderFile(List.of(), Other.PRIVATE_KEY);
      case CRL, REQUEST -> new FolderFile(List.of(), Other.HARMLESS);
      case OTHER -> new FolderFile(List.of(), Other.NOTHING);
    };
  }

  private static List<Item> ofSignedData(Der der) {
    try {
      return SmimeDecoder.decode(der).certificates().stream().map(c -> new Item(c, "")).toList();
    } catch (MalformedSmimeException e) {
      return List.of(Item.problem("its PKCS#7 does not parse: " + e.getMessage()));
    }
  }

  private static byte[] withoutMark(byte[] bytes) {
    boolean marked =
        bytes.length >= 3 && Arrays.equals(bytes, 0, 3, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
    return marked ? Arrays.copyOfRange(bytes, 3, bytes.length) : bytes;
  }

  private static boolean isSpace(byte b) {
    return b == '\n' || b == '\r' || b == ' ' || b == '\t';
  }
}
