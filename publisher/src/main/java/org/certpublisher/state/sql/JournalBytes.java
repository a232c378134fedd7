package org.certpublisher.state.sql;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Sha256;
import org.certpublisher.directory.AttributeChange;
import org.certpublisher.directory.EntryChange;

/**
 * A change as the journal keeps it: of values that come the identity, of values that go the
 * identity, the attribute description and the bytes, because nobody else may have them any more. At
 * the end what becomes of the entry, and its classes and other attributes that come or go; format 1
 * ended before, format 2 before the other attributes.
 */
final class JournalBytes {
  private static final int FORMAT = 3;
  private static final int MOST = 1 << 20;

  private JournalBytes() {}

  /** What is read of a change. */
  record Identities(List<Sha256> published, List<Sha256> withdrawn) {}

  static byte[] write(EntryChange change) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      out.writeInt(change.attributes().size());
      for (AttributeChange attribute : change.attributes()) {
        out.writeUTF(attribute.attribute().name());
        out.writeInt(attribute.publish().size());
        for (AttributeChange.Publication come : attribute.publish()) {
          out.write(come.certificate().toBytes());
        }
        out.writeInt(attribute.withdraw().size());
        for (AttributeChange.Withdrawal gone : attribute.withdraw()) {
          out.write(gone.certificate().toBytes());
          out.writeUTF(gone.value().description());
          out.writeInt(gone.value().bytes().length());
          out.write(gone.value().bytes().view());
        }
      }
      out.writeByte(
          switch (change.frame().fate()) {
            case STAYS -> 0;
            case CREATED -> 1;
            case REMOVED -> 2;
          });
      out.writeInt(change.frame().classes().size());
      for (String one : change.frame().classes()) {
        out.writeUTF(one);
      }
      others(out, change.frame().others());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void others(DataOutputStream out, Map<String, List<Der>> others)
      throws IOException {
    out.writeInt(others.size());
    for (Map.Entry<String, List<Der>> one : others.entrySet()) {
      out.writeUTF(one.getKey());
      out.writeInt(one.getValue().size());
      for (Der value : one.getValue()) {
        out.writeInt(value.length());
        out.write(value.view());
      }
    }
  }

  static Identities read(byte[] bytes) {
    List<Sha256> published = new ArrayList<>();
    List<Sha256> withdrawn = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int format = in.readByte();
      if (format < 1 || format > FORMAT) {
        throw new IOException("an unknown format of a journal row");
      }
      int attributes = count(in);
      for (int i = 0; i < attributes; i++) {
        in.readUTF();
        int come = count(in);
        for (int n = 0; n < come; n++) {
          published.add(identity(in));
        }
        int gone = count(in);
        for (int n = 0; n < gone; n++) {
          withdrawn.add(identity(in));
          in.readUTF();
          in.skipNBytes(in.readInt());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Identities(
        published.stream().distinct().toList(), withdrawn.stream().distinct().toList());
  }

  private static Sha256 identity(DataInputStream in) throws IOException {
    return Sha256.ofDigest(in.readNBytes(32));
  }

  private static int count(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > MOST) {
      throw new IOException("a journal row with " + count + " values");
    }
    return count;
  }
}
