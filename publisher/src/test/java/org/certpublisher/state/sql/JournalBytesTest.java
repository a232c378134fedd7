package org.certpublisher.state.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Sha256;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.StoredValue;
import org.certpublisher.state.Journaled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of every format that was ever written are read: states outlive versions. */
final class JournalBytesTest {
  private static final Sha256 COME = Der.copyOf(new byte[] {1}).sha256();
  private static final Sha256 GONE = Der.copyOf(new byte[] {2}).sha256();
  private static final Sha256 VALUE = Der.copyOf(new byte[] {3}).sha256();

  private static byte[] row(int format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(format);
    out.writeInt(1);
    out.writeUTF("USER_CERTIFICATE");
    out.writeInt(1);
    out.write(COME.toBytes());
    if (format >= 4) {
      out.write(VALUE.toBytes());
    }
    out.writeInt(1);
    out.write(GONE.toBytes());
    out.writeUTF("userCertificate;binary");
    out.writeInt(2);
    out.write(new byte[] {48, 0});
    if (format >= 2) {
      out.writeByte(format == 2 ? 1 : 2);
      out.writeInt(1);
      out.writeUTF("person");
    }
    if (format >= 3) {
      out.writeInt(1);
      out.writeUTF("sn");
      out.writeInt(1);
      out.writeInt(1);
      out.writeByte(65);
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void everyFormatIsRead(int format) throws IOException {
    CertificateAttribute attribute = CertificateAttribute.USER_CERTIFICATE;
    EntryChange.Frame frame =
        switch (format) {
          case 1 -> EntryChange.Frame.NONE;
          case 2 -> new EntryChange.Frame(EntryChange.Fate.CREATED, List.of("person"), Map.of());
          default ->
              new EntryChange.Frame(
                  EntryChange.Fate.REMOVED,
                  List.of("person"),
                  Map.of("sn", List.of(Der.copyOf(new byte[] {65}))));
        };
    assertThat(JournalBytes.read(row(format)))
        .isEqualTo(
            new Journaled(
                List.of(
                    new Journaled.Come(
                        attribute, COME, format < 4 ? Optional.empty() : Optional.of(VALUE))),
                List.of(
                    new Journaled.Gone(
                        new StoredValue(
                            attribute, "userCertificate;binary", Der.copyOf(new byte[] {48, 0})),
                        GONE)),
                frame));
  }

  @Test
  void aFormatOfALaterVersionIsRefused() throws IOException {
    byte[] later = row(4);
    later[0] = 5;
    assertThatThrownBy(() -> JournalBytes.read(later)).isInstanceOf(UncheckedIOException.class);
  }
}
