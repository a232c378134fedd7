package org.certpublisher.directory.follow;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * A header and, block by block, what changed since the entries were read: each block is one read of
 * changes that came to its end, closed by the cookie to go on from and a CRC-32. What follows the
 * last whole block was being written by a run that was killed, and counts for nothing: the blocks
 * before it, with their cookie, are as true as they were.
 */
final class ChangeLog implements AutoCloseable {
  /** The changed entries of one mirror; more, and all are read again: 100 bytes of heap each. */
  static final int MOST = 100_000;

  private static final int LARGEST = 1 << 28;
  private static final int ENTRY = 1;
  private static final int GONE = 2;
  private static final int END = 3;

  private final FileChannel file;
  private final MirrorHeader header;
  private final Map<String, Long> latest = new LinkedHashMap<>();
  private long end;
  private int records;
  private String cookie;

  private ChangeLog(FileChannel file) throws IOException {
    this.file = file;
    DataInputStream in =
        new DataInputStream(new BufferedInputStream(Channels.newInputStream(file.position(0))));
    CRC32 crc = new CRC32();
    DataInputStream checked = new DataInputStream(new CheckedInputStream(in, crc));
    this.header = MirrorHeader.read(checked);
    requireSame(crc, in);
    this.cookie = header.cookie();
    this.end = header(header).length; // the header's own length, which its cookie's length decides
    readBlocks(in);
  }

  /** Opens a log for reading and for more blocks. */
  static ChangeLog open(Path path) throws IOException {
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean usable = false;
    try {
      ChangeLog log = new ChangeLog(file);
      usable = true;
      return log;
    } catch (EOFException e) {
      throw new IOException("it is cut short", e);
    } finally {
      if (!usable) {
        file.close();
      }
    }
  }

  /** A log without changes. */
  static void create(Path path, MirrorHeader header) throws IOException {
    Files.write(path, header(header));
  }

  private static byte[] header(MirrorHeader header) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      header.write(out);
      CRC32 crc = new CRC32();
      crc.update(bytes.toByteArray());
      out.writeInt((int) crc.getValue());
    }
    return bytes.toByteArray();
  }

  private static void requireSame(CRC32 crc, DataInputStream in) throws IOException {
    if ((int) crc.getValue() != in.readInt()) {
      throw new IOException("it is damaged");
    }
  }

  private void readBlocks(DataInputStream in) {
    try {
      while (readBlock(in)) {
        // the next
      }
    } catch (IOException e) {
      return; // a block that is not whole was never committed
    }
  }

  private boolean readBlock(DataInputStream raw) throws IOException {
    CRC32 crc = new CRC32();
    DataInputStream in = new DataInputStream(new CheckedInputStream(raw, crc));
    Map<String, Long> found = new LinkedHashMap<>();
    long at = end;
    for (int type = in.read(); type == ENTRY || type == GONE || type == END; type = in.read()) {
      int length = in.readInt();
      int text = in.readInt();
      if (length < 4 || length > LARGEST || text < 0 || text > length - 4) {
        return false;
      }
      String name = new String(in.readNBytes(text), StandardCharsets.UTF_8);
      in.skipNBytes(length - 4L - text);
      if (type == END) {
        requireSame(crc, raw);
        latest.putAll(found);
        records += found.size();
        cookie = name;
        end = at + 5 + length + 4;
        return true;
      }
      found.put(key(name), type == ENTRY ? at + 1 : -1);
      at += 5 + length;
    }
    return false;
  }

  static String key(String dn) {
    return dn.toLowerCase(Locale.ROOT);
  }

  MirrorHeader header() {
    return header;
  }

  /** From where to go on. */
  String cookie() {
    return cookie;
  }

  /** The entries that changed, by the keys of their names: where they are, or below 0 when gone. */
  Map<String, Long> latest() {
    return latest;
  }

  /** The entry at a place that {@link #latest} names. */
  byte[] entry(long place) throws IOException {
    ByteBuffer length = ByteBuffer.allocate(4);
    read(length, place);
    byte[] entry = new byte[length.getInt(0)];
    read(ByteBuffer.wrap(entry), place + 4);
    return entry;
  }

  private void read(ByteBuffer buffer, long place) throws IOException {
    while (buffer.hasRemaining()) {
      if (file.read(buffer, place + buffer.position()) < 0) {
        throw new EOFException("the log of changes was cut while it was read");
      }
    }
  }

  /** Begins a block in place of what a killed run left. */
  Block begin() throws IOException {
    file.truncate(end);
    file.position(end);
    return new Block();
  }

  /** A block that is being written; nothing of it counts before {@link #commit}. */
  final class Block {
    private final Map<String, Long> changed = new LinkedHashMap<>();
    private final CRC32 crc = new CRC32();
    private final DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(
                new CheckedOutputStream(Channels.newOutputStream(file), crc), 1 << 16));
    private long at = end;

    /** Adds an entry as it is now. */
    void changed(String dn, byte[] entry) throws IOException {
      put(ENTRY, dn, entry);
    }

    /** Adds that an entry is none of ours any more. */
    void gone(String dn) throws IOException {
      put(GONE, dn, text(dn));
    }

    /** Whether an entry came in this block. */
    boolean has(String dn) {
      return changed.containsKey(key(dn));
    }

    boolean isTooLong() {
      return records + changed.size() > MOST;
    }

    private void put(int type, String dn, byte[] body) throws IOException {
      changed.put(key(dn), type == ENTRY ? at + 1 : -1);
      write(type, body);
    }

    private void write(int type, byte[] body) throws IOException {
      out.writeByte(type);
      out.writeInt(body.length);
      out.write(body);
      at += 5 + body.length;
    }

    private byte[] text(String text) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      EntryBytes.text(new DataOutputStream(bytes), text);
      return bytes.toByteArray();
    }

    /** Makes the block count. */
    void commit(String next) throws IOException {
      write(END, text(next));
      out.flush();
      ByteBuffer sum = ByteBuffer.allocate(4).putInt((int) crc.getValue()).flip();
      while (sum.hasRemaining()) {
        file.write(sum);
      }
      end = at + 4;
      latest.putAll(changed);
      records += changed.size();
      cookie = next;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
