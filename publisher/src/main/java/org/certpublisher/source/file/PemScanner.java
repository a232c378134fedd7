package org.certpublisher.source.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.certpublisher.cert.Der;

/**
 * Finds the blocks of a PEM text (RFC 7468). Text before, between and after blocks is passed over,
 * as {@code openssl ca} writes it; any line ends and no last line end will do. Pure.
 */
public final class PemScanner {
  private static final byte[] BEGIN = "-----BEGIN ".getBytes(US_ASCII);
  private static final byte[] END = "-----END ".getBytes(US_ASCII);
  private static final byte[] DASHES = "-----".getBytes(US_ASCII);
  private static final int LONGEST_LABEL = 64;
  private static final Der NOTHING = Der.wrap(new byte[0]);

  private PemScanner() {}

  /** Every block, in the order found. */
  public static List<PemBlock> scan(byte[] text) {
    List<PemBlock> blocks = new ArrayList<>(1);
    int begin = indexOf(text, BEGIN, 0, text.length);
    while (begin >= 0) {
      String label = label(text, begin + BEGIN.length);
      int body = begin + BEGIN.length + label.length() + DASHES.length;
      int next = indexOf(text, BEGIN, begin + BEGIN.length, text.length);
      if (!label.isEmpty()) {
        blocks.add(block(text, label, body, next < 0 ? text.length : next));
      }
      begin = next;
    }
    return blocks;
  }

  /** The bytes of the first block with a label, if there is one and its base64 is sound. */
  public static Optional<Der> body(byte[] text, String label) {
    byte[] begin = ("-----BEGIN " + label + "-----").getBytes(US_ASCII);
    byte[] end = ("-----END " + label + "-----").getBytes(US_ASCII);
    int from = indexOf(text, begin, 0, text.length);
    int to = from < 0 ? -1 : indexOf(text, end, from + begin.length, text.length);
    return to < 0 ? Optional.empty() : base64(text, from + begin.length, to);
  }

  /** The label of the first block, if there is one; reads nothing that follows it. */
  public static Optional<String> firstLabel(byte[] text) {
    int begin = indexOf(text, BEGIN, 0, text.length);
    if (begin < 0) {
      return Optional.empty();
    }
    String label = label(text, begin + BEGIN.length);
    return label.isEmpty() ? Optional.empty() : Optional.of(label);
  }

  /** Whether a first block is there and promises a private key. */
  public static boolean beginsWithPrivateKey(byte[] text) {
    return firstLabel(text).filter(PemBlock::isPrivateKey).isPresent();
  }

  /** The bytes of base64 with any white space between, or empty when it is not base64. */
  public static Optional<Der> base64(byte[] text, int from, int to) {
    byte[] compact = new byte[to - from];
    int length = 0;
    for (int i = from; i < to; i++) {
      byte b = text[i];
      if (b != '\n' && b != '\r' && b != ' ' && b != '\t') {
        compact[length++] = b;
      }
    }
    try {
      return Optional.of(Der.wrap(Base64.getDecoder().decode(Arrays.copyOf(compact, length))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static PemBlock block(byte[] text, String label, int body, int limit) {
    int end = indexOf(text, END, body, limit);
    if (PemBlock.isPrivateKey(label)) {
      return new PemBlock(label, NOTHING, "");
    }
    if (end < 0) {
      return new PemBlock(label, NOTHING, "it has no END line: the file is cut off");
    }
    if (!label(text, end + END.length).equals(label)) {
      return new PemBlock(label, NOTHING, "its END line names something else than its BEGIN line");
    }
    PemBlock kind = new PemBlock(label, NOTHING, "");
    if (!kind.isCertificate() && !kind.isSignedData()) {
      return kind;
    }
    Optional<Der> content = base64(text, body, end);
    if (content.isEmpty() || content.get().length() == 0) {
      return new PemBlock(label, NOTHING, "what it holds is not base64");
    }
    return new PemBlock(label, trusted(label, content.get()), "");
  }

  /** Without what OpenSSL appends to a trusted certificate: its purposes and alias. */
  private static Der trusted(String label, Der content) {
    int length = DerShape.length(content.view());
    boolean more = label.startsWith("TRUSTED") && length > 0 && length < content.length();
    return more ? Der.wrap(Arrays.copyOf(content.view(), length)) : content;
  }

  private static String label(byte[] text, int from) {
    int to = indexOf(text, DASHES, from, Math.min(text.length, from + LONGEST_LABEL + 5));
    if (to < 0) {
      return "";
    }
    for (int i = from; i < to; i++) {
      if (text[i] < ' ' || text[i] > '~') {
        return "";
      }
    }
    return new String(text, from, to - from, US_ASCII);
  }

  private static int indexOf(byte[] text, byte[] wanted, int from, int to) {
    int last = to - wanted.length;
    for (int i = from; i <= last; i++) {
      if (text[i] == wanted[0]
          && Arrays.equals(text, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    return -1;
  }
}
