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
import java.util.Optional;
import java.util.TreeMap;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Sha256;
import org.certpublisher.directory.AttributeChange;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.StoredValue;
import org.certpublisher.state.Journaled;

/**
 * A change as the journal keeps it: of values that come the identity and their SHA-256, of values
 * that go the identity, the attribute description and the bytes. At the end what becomes of the
 * entry, and its classes and other attributes that come or go; format 1 ended before, format 2
 * before the other attributes, and the SHA-256 is there since format 4.
 */
final class JournalBytes {
  private static final int FORMAT = 4;
  private static final int MOST = 1 << 20;

  private JournalBytes() {}

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
          out.write(come.bytes().sha256().toBytes());
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

  static Journaled read(byte[] bytes) {
    List<Journaled.Come> published = new ArrayList<>();
    List<Journaled.Gone> withdrawn = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int format = in.readByte();
      if (format < 1 || format > FORMAT) {
        throw new IOException("an unknown format of a journal row");
      }
      int attributes = count(in);
      for (int i = 0; i < attributes; i++) {
        CertificateAttribute attribute = CertificateAttribute.valueOf(in.readUTF());
        int come = count(in);
        for (int n = 0; n < come; n++) {
          Sha256 certificate = identity(in);
          Optional<Sha256> value = format < 4 ? Optional.empty() : Optional.of(identity(in));
          published.add(new Journaled.Come(attribute, certificate, value));
        }
        int gone = count(in);
        for (int n = 0; n < gone; n++) {
          Sha256 certificate = identity(in);
          StoredValue value = new StoredValue(attribute, in.readUTF(), bytes(in));
          withdrawn.add(new Journaled.Gone(value, certificate));
        }
      }
      return new Journaled(published, withdrawn, frame(in, format));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static EntryChange.Frame frame(DataInputStream in, int format) throws IOException {
    if (format < 2) {
      return EntryChange.Frame.NONE;
    }
    EntryChange.Fate fate =
        switch (in.readByte()) {
          case 0 -> EntryChange.Fate.STAYS;
          case 1 -> EntryChange.Fate.CREATED;
          case 2 -> EntryChange.Fate.REMOVED;
          default -> throw new IOException("an unknown fate in a journal row");
        };
    List<String> classes = new ArrayList<>();
    int count = count(in);
    for (int i = 0; i < count; i++) {
      classes.add(in.readUTF());
    }
    Map<String, List<Der>> others = new TreeMap<>();
    int names = format < 3 ? 0 : count(in);
    for (int i = 0; i < names; i++) {
      String name = in.readUTF();
      List<Der> values = new ArrayList<>();
      int of = count(in);
      for (int n = 0; n < of; n++) {
        values.add(bytes(in));
      }
      others.put(name, values);
    }
    return new EntryChange.Frame(fate, classes, others);
  }

  private static Der bytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("a journal row with a value of " + length + " bytes");
    }
    return Der.wrap(in.readNBytes(length));
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
