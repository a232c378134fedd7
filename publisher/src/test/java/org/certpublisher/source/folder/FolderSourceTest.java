package org.certpublisher.source.folder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.certpublisher.source.folder.Export.base64;
import static org.certpublisher.source.folder.Export.pem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.certpublisher.source.CollectingSink;
import org.certpublisher.source.Severity;
import org.certpublisher.source.SourceException;
import org.certpublisher.testing.OpenSslTool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form of a certificate file, and folders that fail. */
final class FolderSourceTest {
  @TempDir Path temporary;
  private Export export;

  @BeforeEach
  void makeFolder() throws IOException {
    export = new Export(temporary);
  }

  @Test
  void everyFormIsReadByItsContentWhateverItsName() throws Exception {
    String text = pem(export.jane);
    List<byte[]> forms =
        List.of(
            export.jane.der().toBytes(),
            text.getBytes(UTF_8),
            text.strip().getBytes(UTF_8),
            text.replace("\n", "\r\n").getBytes(UTF_8),
            ("\ufeff" + text).getBytes(UTF_8),
            ("Bag Attributes\n    friendlyName: Jane\n" + text).getBytes(UTF_8),
            pem("X509 CERTIFICATE", export.jane.der().view()).getBytes(UTF_8),
            base64(export.jane.der().view()).getBytes(UTF_8),
            Base64.getEncoder().encode(export.jane.der().view()));
    for (String name : List.of("jane.cer", "jane.key", "jane", "JANE.TXT")) {
      for (byte[] form : forms) {
        Path file = export.write(name, form);
        CollectingSink sink = export.read();
        assertThat(sink.mailboxes()).containsExactly("jane@example.com");
        assertThat(sink.taken().get(0).certificate().der()).isEqualTo(export.jane.der());
        assertThat(sink.taken().get(0).location().load()).isEqualTo(export.jane.der());
        assertThat(sink.taken().get(0).location()).hasToString(file.toString());
        assertThat(sink.unreadable()).isEmpty();
        assertThat(sink.findings()).isEmpty();
      }
      Files.delete(export.folder.resolve(name));
    }
  }

  @Test
  void aTrustedCertificateOfOpenSslIsReadWithoutItsAppendix() throws Exception {
    Path plain = Files.writeString(temporary.resolve("jane.pem"), pem(export.jane));
    OpenSslTool.run(
        export.folder,
        "openssl",
        "x509",
        "-in",
        plain.toString(),
        "-addtrust",
        "emailProtection",
        "-trustout",
        "-out",
        "trusted.pem");
    assertThat(Files.readString(export.folder.resolve("trusted.pem"))).contains("TRUSTED");
    assertThat(export.read().taken().get(0).certificate().der()).isEqualTo(export.jane.der());
  }

  @ParameterizedTest
  @ValueSource(strings = {"DER", "PEM"})
  void pkcs7IsReadInBothFormsAndUnderAWrongLabel(String form) throws Exception {
    Path plain =
        Files.writeString(temporary.resolve("both.pem"), pem(export.jane) + pem(export.joe));
    OpenSslTool.run(
        export.folder,
        "openssl",
        "crl2pkcs7",
        "-nocrl",
        "-certfile",
        plain.toString(),
        "-outform",
        form,
        "-out",
        "both.p7b");
    assertThat(export.read().mailboxes()).containsExactly("jane@example.com", "joe@example.com");
    if (form.equals("PEM")) {
      Path file = export.folder.resolve("both.p7b");
      Files.writeString(file, Files.readString(file).replace("PKCS7", "CERTIFICATE"));
      CollectingSink sink = export.read();
      assertThat(sink.mailboxes()).containsExactly("jane@example.com", "joe@example.com");
      assertThat(sink.taken().get(1).location().toString()).endsWith("both.p7b#2");
      assertThat(sink.taken().get(1).location().load())
          .isEqualTo(sink.taken().get(1).certificate().der());
    }
  }

  @Test
  void aBundleGivesEachWithItsPlaceAndABrokenOneDoesNotHideTheRest() throws Exception {
    Path file =
        export.write(
            "all.pem",
            pem(export.jane) + pem("CERTIFICATE", new byte[] {0x30, 1, 2}) + pem(export.joe));
    CollectingSink sink = export.read();
    assertThat(sink.mailboxes()).containsExactly("jane@example.com", "joe@example.com");
    assertThat(sink.taken().get(1).location()).hasToString(file + "#3");
    assertThat(sink.taken().get(1).location().load()).isEqualTo(export.joe.der());
    assertThat(sink.unreadable()).hasSize(1);
    assertThat(sink.unreadable().get(0).where()).isEqualTo(file + "#2");
    assertThat(sink.unreadable().get(0).severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void aFolderThatIsAbsentEmptyOrWithoutCertificatesFails() throws Exception {
    assertFailed("holds no certificate (0 files", "is mounted");
    export.write("README.txt", "hello");
    export.write("ca.crl", export.ca.crl().der().toBytes());
    assertFailed("holds no certificate (2 files");
    export.write("jane.pem", pem(export.jane).substring(0, 200));
    assertFailed("The first problem: ", "jane.pem, it has no END line");
    export.folder = temporary.resolve("absent");
    assertFailed("absent is no folder that can be read", "is mounted");
    export.folder = Files.writeString(temporary.resolve("file"), "x");
    assertFailed("is no folder");
  }

  private void assertFailed(String... parts) {
    assertThatExceptionOfType(SourceException.class)
        .isThrownBy(export::read)
        .satisfies(e -> assertThat(e.getMessage()).contains(parts));
  }

  @Test
  void aFolderNamedByALinkIsRead() throws Exception {
    export.write("jane.pem", pem(export.jane));
    export.folder = Files.createSymbolicLink(temporary.resolve("link"), export.folder);
    assertThat(export.read().taken().get(0).location())
        .hasToString(export.folder.resolve("jane.pem").toString());
  }

  @Test
  void foldersBelowTheEighthFailTheReading() throws Exception {
    export.write("jane.pem", pem(export.jane));
    Path deep = Files.createDirectories(export.folder.resolve("1/2/3/4/5/6/7"));
    Files.writeString(deep.resolve("joe.pem"), pem(export.joe));
    assertThat(export.read().mailboxes()).hasSize(2);
    Files.createDirectories(deep.resolve("8"));
    assertFailed("more than 8 folders deep");
  }

  @Test
  void everyTruncationOfAnOldFileIsAFindingAndOfAYoungOneWaits() throws Exception {
    export.write("joe.pem", pem(export.joe));
    byte[] der = export.jane.der().toBytes();
    for (int length = 0; length < der.length; length += 97) {
      Path file = export.write("jane.cer", Arrays.copyOf(der, length));
      CollectingSink old = export.read();
      assertThat(old.mailboxes()).containsExactly("joe@example.com");
      assertThat(old.unreadable()).hasSize(1);
      assertThat(old.unreadable().get(0).severity()).isEqualTo(Severity.WARNING);
      assertThat(old.unreadable().get(0).where()).isEqualTo(file.toString());
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
      CollectingSink young = CollectingSink.of(new FolderSource(new FolderSettings(export.folder)));
      assertThat(young.unreadable()).hasSize(1);
      assertThat(young.unreadable().get(0).severity()).isEqualTo(Severity.INFO);
      assertThat(young.unreadable().get(0).text()).contains("the next run reads it again");
    }
  }

  @Test
  void aYoungFileThatParsesIsTakenAtOnce() throws Exception {
    export.write("jane.pem", pem(export.jane));
    assertThat(CollectingSink.of(new FolderSource(new FolderSettings(export.folder))).taken())
        .hasSize(1);
  }

  @Test
  void aFileThatChangedAfterwardsIsNotedWhenItIsReadAgain() throws Exception {
    Path file = export.write("jane.pem", pem(export.jane));
    CollectingSink sink = export.read();
    Files.delete(file);
    assertThatExceptionOfType(SourceException.class)
        .isThrownBy(() -> sink.taken().get(0).location().load())
        .withMessageContaining("it is not there");
    export.write("jane.pem", "gone");
    assertThatExceptionOfType(SourceException.class)
        .isThrownBy(() -> sink.taken().get(0).location().load())
        .withMessageContaining("holds no certificate any more");
  }
}
