package org.certpublisher.directory.follow;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/** All entries of one full read, one after the other, each with its length before it. */
final class EntriesFile implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final FileChannel file;
  private final int count;

  private EntriesFile(FileChannel file, int count) {
    this.file = file;
    this.count = count;
  }

  /** Opens a file and makes sure that it is to the bit what was written. */
  static EntriesFile open(Path path, MirrorHeader.Extent extent) throws IOException {
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
    boolean same = false;
    try {
      same = file.size() == extent.length() && checksum(file) == extent.checksum();
    } finally {
      if (!same) {
        file.close();
      }
    }
    if (!same) {
      throw new IOException("its entries are not those that were written");
    }
    return new EntriesFile(file, extent.count());
  }

  private static long checksum(FileChannel file) throws IOException {
    CRC32 crc = new CRC32();
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    while (file.read(buffer) >= 0) {
      crc.update(buffer.flip());
      buffer.clear();
    }
    return crc.getValue();
  }

  /** Takes the bytes of an entry. */
  interface Taker {
    void take(byte[] entry) throws IOException;
  }

  /** Gives every entry. */
  void forEach(Taker taker) throws IOException {
    file.position(0);
    DataInputStream in =
        new DataInputStream(new BufferedInputStream(Channels.newInputStream(file), BUFFER));
    for (int left = count; left > 0; left--) {
      byte[] entry = new byte[in.readInt()];
      in.readFully(entry);
      taker.take(entry);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** A file that is being written. */
  static final class Writer implements AutoCloseable {
    private final CRC32 crc = new CRC32();
    private final DataOutputStream out;
    private long length;
    private int count;

    Writer(Path path) throws IOException {
      out =
          new DataOutputStream(
              new BufferedOutputStream(
                  new CheckedOutputStream(Files.newOutputStream(path), crc), BUFFER));
    }

    void add(byte[] entry) throws IOException {
      out.writeInt(entry.length);
      out.write(entry);
      length += 4L + entry.length;
      count++;
    }

    /** Ends the file. */
    MirrorHeader.Extent end() throws IOException {
      out.close();
      return new MirrorHeader.Extent(length, crc.getValue(), count);
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
