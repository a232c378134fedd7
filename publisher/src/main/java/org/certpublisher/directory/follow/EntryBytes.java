package org.certpublisher.directory.follow;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.certpublisher.cert.CertificateSummary.MatchKey;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.StoredValue;

/**
 * An entry as bytes: its name first, its values last, so that either can be read alone. Lengths are
 * 32 bits, texts UTF-8. Whoever changes this raises {@link MirrorHeader#FORMAT}.
 */
final class EntryBytes {
  private EntryBytes() {}

  static byte[] of(DirectoryEntry entry) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      text(out, entry.dn());
      text(out, entry.version());
      out.writeInt(entry.mailboxes().size());
      for (Mailbox mailbox : entry.mailboxes()) {
        text(out, mailbox.address());
      }
      out.writeInt(entry.keys().size());
      for (MatchKey key : entry.keys()) {
        text(out, key.rule());
        text(out, key.text());
      }
      out.writeInt(entry.values().size());
      for (StoredValue value : entry.values()) {
        text(out, value.attribute().name());
        text(out, value.description());
        bytes(out, value.bytes().view());
      }
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  static void text(DataOutputStream out, String text) throws IOException {
    bytes(out, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** The name alone. */
  static String dn(byte[] entry) {
    return text(ByteBuffer.wrap(entry));
  }

  /**
   * The entry.
   *
   * @param thin without its values
   */
  static DirectoryEntry read(byte[] entry, boolean thin) {
    ByteBuffer in = ByteBuffer.wrap(entry);
    String dn = text(in);
    String version = text(in);
    List<Mailbox> mailboxes = new ArrayList<>(1);
    for (int left = in.getInt(); left > 0; left--) {
      mailboxes.add(Mailbox.of(text(in)));
    }
    List<MatchKey> keys = new ArrayList<>(1);
    for (int left = in.getInt(); left > 0; left--) {
      keys.add(new MatchKey(text(in), text(in)));
    }
    List<StoredValue> values = new ArrayList<>(2);
    for (int left = thin ? 0 : in.getInt(); left > 0; left--) {
      values.add(
          new StoredValue(CertificateAttribute.valueOf(text(in)), text(in), Der.wrap(bytes(in))));
    }
    return new DirectoryEntry(dn, version, mailboxes, keys, values);
  }

  private static String text(ByteBuffer in) {
    return new String(bytes(in), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(ByteBuffer in) {
    byte[] bytes = new byte[in.getInt()];
    in.get(bytes);
    return bytes;
  }
}
