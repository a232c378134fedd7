package org.certpublisher.directory.follow;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.certpublisher.cert.Sha256;

/**
 * To what a mirror belongs.
 *
 * @param settings a digest of all that decides which entries there are and how they look
 * @param full when all entries were read
 * @param cookie from where changes since that read are asked for
 */
record MirrorHeader(Sha256 settings, Instant full, Extent extent, String cookie) {
  /** Raised whenever what is kept of an entry, or how, is another. */
  static final int FORMAT = 1;

  private static final int LONGEST = 100_000;

  /** The file of the entries: how long it is, its CRC-32, and how many entries are in it. */
  record Extent(long length, long checksum, int count) {}

  void write(DataOutputStream out) throws IOException {
    out.writeInt(FORMAT);
    out.write(settings.toBytes());
    out.writeLong(full.toEpochMilli());
    out.writeLong(extent.length());
    out.writeLong(extent.checksum());
    out.writeInt(extent.count());
    EntryBytes.text(out, cookie);
  }

  static MirrorHeader read(DataInputStream in) throws IOException {
    int format = in.readInt();
    if (format != FORMAT) {
      throw new IOException("it was written by another version of this program");
    }
    byte[] settings = new byte[32];
    in.readFully(settings);
    Instant full = Instant.ofEpochMilli(in.readLong());
    Extent extent = new Extent(in.readLong(), in.readLong(), in.readInt());
    int length = in.readInt();
    if (length < 0 || length > LONGEST) {
      throw new IOException("it is damaged");
    }
    byte[] cookie = new byte[length];
    in.readFully(cookie);
    return new MirrorHeader(
        Sha256.ofDigest(settings), full, extent, new String(cookie, StandardCharsets.UTF_8));
  }
}
