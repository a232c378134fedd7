package org.certpublisher.source.folder;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Revocation;
import org.certpublisher.cert.RevocationReason;
import org.certpublisher.source.CollectingSink;
import org.certpublisher.source.Severity;
import org.certpublisher.source.SourceException;
import org.certpublisher.testing.OpenSslTool;
import org.certpublisher.testing.TestCa;
import org.certpublisher.testing.TestKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FolderSourceTest {
  private final TestCa ca = TestCa.create("Corp CA");
  private final Certificate jane = ca.issue("jane@example.com");
  private final Certificate joe = ca.issue("joe@example.com");

  @TempDir Path temporary;

  private Path folder = Path.of("");

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(temporary.resolve("export"));
  }

  private CollectingSink read() throws SourceException {
    Clock later = Clock.fixed(Instant.now().plus(Duration.ofHours(1)), ZoneOffset.UTC);
    return CollectingSink.of(new FolderSource(new FolderSettings(folder), later));
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private Path write(String name, String text) throws IOException {
    return write(name, text.getBytes(UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(bytes);
  }

  private static String pem(String label, byte[] bytes) {
    return "-----BEGIN " + label + "-----\n" + base64(bytes) + "\n-----END " + label + "-----\n";
  }

  private static String pem(Certificate certificate) {
    return pem("CERTIFICATE", certificate.der().view());
  }

  @Test
  void everyFormIsReadByItsContentWhateverItsName() throws Exception {
    String text = pem(jane);
    List<byte[]> forms =
        List.of(
            jane.der().toBytes(),
            text.getBytes(UTF_8),
            text.strip().getBytes(UTF_8),
            text.replace("\n", "\r\n").getBytes(UTF_8),
            ("\ufeff" + text).getBytes(UTF_8),
            ("Bag Attributes\n    friendlyName: Jane\n" + text).getBytes(UTF_8),
            pem("X509 CERTIFICATE", jane.der().view()).getBytes(UTF_8),
            base64(jane.der().view()).getBytes(UTF_8),
            Base64.getEncoder().encode(jane.der().view()));
    for (String name : List.of("jane.cer", "jane.key", "jane", "JANE.TXT")) {
      for (byte[] form : forms) {
        Path file = write(name, form);
        CollectingSink sink = read();
        assertThat(sink.mailboxes()).containsExactly("jane@example.com");
        assertThat(sink.taken().get(0).certificate().der()).isEqualTo(jane.der());
        assertThat(sink.taken().get(0).location().load()).isEqualTo(jane.der());
        assertThat(sink.taken().get(0).location()).hasToString(file.toString());
        assertThat(sink.unreadable()).isEmpty();
        assertThat(sink.findings()).isEmpty();
      }
      Files.delete(folder.resolve(name));
    }
  }

  @Test
  void aTrustedCertificateOfOpenSslIsReadWithoutItsAppendix() throws Exception {
    Path plain = Files.writeString(temporary.resolve("jane.pem"), pem(jane));
    OpenSslTool.run(
        folder,
        "openssl",
        "x509",
        "-in",
        plain.toString(),
        "-addtrust",
        "emailProtection",
        "-trustout",
        "-out",
        "trusted.pem");
    assertThat(Files.readString(folder.resolve("trusted.pem"))).contains("TRUSTED");
    assertThat(read().taken().get(0).certificate().der()).isEqualTo(jane.der());
  }

  @ParameterizedTest
  @ValueSource(strings = {"DER", "PEM"})
  void pkcs7IsReadInBothFormsAndUnderAWrongLabel(String form) throws Exception {
    Path plain = Files.writeString(temporary.resolve("both.pem"), pem(jane) + pem(joe));
    OpenSslTool.run(
        folder,
        "openssl",
        "crl2pkcs7",
        "-nocrl",
        "-certfile",
        plain.toString(),
        "-outform",
        form,
        "-out",
        "both.p7b");
    assertThat(read().mailboxes()).containsExactly("jane@example.com", "joe@example.com");
    if (form.equals("PEM")) {
      Path file = folder.resolve("both.p7b");
      Files.writeString(file, Files.readString(file).replace("PKCS7", "CERTIFICATE"));
      CollectingSink sink = read();
      assertThat(sink.mailboxes()).containsExactly("jane@example.com", "joe@example.com");
      assertThat(sink.taken().get(1).location().toString()).endsWith("both.p7b#2");
      assertThat(sink.taken().get(1).location().load())
          .isEqualTo(sink.taken().get(1).certificate().der());
    }
  }

  @Test
  void aBundleGivesEachWithItsPlaceAndABrokenOneDoesNotHideTheRest() throws Exception {
    Path file =
        write("all.pem", pem(jane) + pem("CERTIFICATE", new byte[] {0x30, 1, 2}) + pem(joe));
    CollectingSink sink = read();
    assertThat(sink.mailboxes()).containsExactly("jane@example.com", "joe@example.com");
    assertThat(sink.taken().get(1).location()).hasToString(file + "#3");
    assertThat(sink.taken().get(1).location().load()).isEqualTo(joe.der());
    assertThat(sink.unreadable()).hasSize(1);
    assertThat(sink.unreadable().get(0).where()).isEqualTo(file + "#2");
    assertThat(sink.unreadable().get(0).severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void caCertificatesArePassedOverAndDuplicatesCountOnce() throws Exception {
    Files.createDirectories(folder.resolve("a/b"));
    write("ca.pem", pem(ca.certificate()));
    write("jane.pem", pem(jane));
    write("a/b/jane.der", jane.der().toBytes());
    CollectingSink sink = read();
    assertThat(sink.taken()).hasSize(1);
    assertThat(sink.taken().get(0).revocation().status()).isEqualTo(Revocation.Status.GOOD);
    assertThat(sink.unreadable()).isEmpty();
  }

  @Test
  void whatIsHiddenHalfWrittenOrALinkIsPassedOver() throws Exception {
    write("jane.pem", pem(jane));
    for (String name : List.of(".joe.pem", "joe.pem.tmp", "joe.pem.part", "joe.pem~", "J.TMP")) {
      write(name, pem(joe));
    }
    Files.createDirectory(folder.resolve(".hidden"));
    write(".hidden/joe.pem", pem(joe));
    Files.createSymbolicLink(
        folder.resolve("joe.pem"), Files.writeString(temporary.resolve("joe"), pem(joe)));
    Files.createSymbolicLink(folder.resolve("loop"), folder);
    assertThat(read().mailboxes()).containsExactly("jane@example.com");
  }

  @Test
  void crlsRequestsAndOtherFilesArePassedOver() throws Exception {
    write("jane.pem", pem(jane));
    byte[] crl = ca.crl().revoke(joe, RevocationReason.SUPERSEDED, TestCa.NOW).der().toBytes();
    write("ca.crl", crl);
    write("crl.pem", pem("X509 CRL", crl));
    write("crl.der", crl);
    write("request.pem", pem("CERTIFICATE REQUEST", new byte[] {0x30, 0}));
    write("README.txt", "Nothing to see here.");
    write("picture.png", new byte[] {(byte) 0x89, 'P', 'N', 'G'});
    CollectingSink sink = read();
    assertThat(sink.mailboxes()).containsExactly("jane@example.com");
    assertThat(sink.unreadable()).isEmpty();
    assertThat(sink.findings()).isEmpty();
  }

  @Test
  void privateKeysAreRecognisedDroppedAndReportedOnce() throws Exception {
    write("jane.pem", pem(jane));
    byte[] key = TestKey.of(TestKey.Kind.EC, "jane").pkcs8();
    write("a.der", key);
    write("b.pem", pem("PRIVATE KEY", key));
    write("c.pem", pem("ENCRYPTED PRIVATE KEY", key));
    write("d.pem", "Bag Attributes\n" + pem("PRIVATE KEY", key) + pem(joe));
    write("e.txt", base64(key));
    OpenSslTool.run(folder, "openssl", "genrsa", "-traditional", "-out", "f.key", "2048");
    OpenSslTool.run(
        folder,
        "openssl",
        "pkcs8",
        "-in",
        "f.key",
        "-topk8",
        "-outform",
        "DER",
        "-passout",
        "pass:x",
        "-out",
        "g.p8");
    OpenSslTool.run(
        folder,
        "openssl",
        "pkcs12",
        "-export",
        "-nocerts",
        "-inkey",
        "f.key",
        "-passout",
        "pass:x",
        "-out",
        "h.p12");
    CollectingSink sink = read();
    assertThat(sink.mailboxes()).containsExactly("jane@example.com");
    assertThat(sink.unreadable()).isEmpty();
    assertThat(sink.findings()).hasSize(1);
    assertThat(sink.findings().get(0).where()).isEqualTo(folder.resolve("a.der").toString());
    assertThat(sink.findings().get(0).text()).startsWith("8 private keys lie").contains("not read");
    assertThat(sink.findings().toString()).doesNotContain(base64(key).substring(0, 40));
  }

  @Test
  void aCertificateBeforeAKeyInOneFileIsTaken() throws Exception {
    byte[] key = TestKey.of(TestKey.Kind.EC, "jane").pkcs8();
    write("jane.pem", pem(jane) + pem("PRIVATE KEY", key));
    CollectingSink sink = read();
    assertThat(sink.mailboxes()).containsExactly("jane@example.com");
    assertThat(sink.findings()).hasSize(1);
  }

  @Test
  void aFolderThatIsAbsentEmptyOrWithoutCertificatesFails() throws Exception {
    assertFailed("holds no certificate (0 files", "is mounted");
    write("README.txt", "hello");
    write("ca.crl", ca.crl().der().toBytes());
    assertFailed("holds no certificate (2 files");
    write("jane.pem", pem(jane).substring(0, 200));
    assertFailed("The first problem: ", "jane.pem, it has no END line");
    folder = temporary.resolve("absent");
    assertFailed("absent is no folder that can be read", "is mounted");
    folder = Files.writeString(temporary.resolve("file"), "x");
    assertFailed("is no folder");
  }

  private void assertFailed(String... parts) {
    assertThatExceptionOfType(SourceException.class)
        .isThrownBy(this::read)
        .satisfies(e -> assertThat(e.getMessage()).contains(parts));
  }

  @Test
  void aFolderNamedByALinkIsRead() throws Exception {
    write("jane.pem", pem(jane));
    folder = Files.createSymbolicLink(temporary.resolve("link"), folder);
    assertThat(read().taken().get(0).location()).hasToString(folder.resolve("jane.pem").toString());
  }

  @Test
  void foldersBelowTheEighthFailTheReading() throws Exception {
    write("jane.pem", pem(jane));
    Path deep = Files.createDirectories(folder.resolve("1/2/3/4/5/6/7"));
    Files.writeString(deep.resolve("joe.pem"), pem(joe));
    assertThat(read().mailboxes()).hasSize(2);
    Files.createDirectories(deep.resolve("8"));
    assertFailed("more than 8 folders deep");
  }

  @Test
  void everyTruncationOfAnOldFileIsAFindingAndOfAYoungOneWaits() throws Exception {
    write("joe.pem", pem(joe));
    byte[] der = jane.der().toBytes();
    for (int length = 0; length < der.length; length += 97) {
      Path file = write("jane.cer", Arrays.copyOf(der, length));
      CollectingSink old = read();
      assertThat(old.mailboxes()).containsExactly("joe@example.com");
      assertThat(old.unreadable()).hasSize(1);
      assertThat(old.unreadable().get(0).severity()).isEqualTo(Severity.WARNING);
      assertThat(old.unreadable().get(0).where()).isEqualTo(file.toString());
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
      CollectingSink young = CollectingSink.of(new FolderSource(new FolderSettings(folder)));
      assertThat(young.unreadable()).hasSize(1);
      assertThat(young.unreadable().get(0).severity()).isEqualTo(Severity.INFO);
      assertThat(young.unreadable().get(0).text()).contains("the next run reads it again");
    }
  }

  @Test
  void aYoungFileThatParsesIsTakenAtOnce() throws Exception {
    write("jane.pem", pem(jane));
    assertThat(CollectingSink.of(new FolderSource(new FolderSettings(folder))).taken()).hasSize(1);
  }

  @Test
  void aFileThatIsTooLargeIsAFindingWhenItsNamePromisesCertificates() throws Exception {
    write("joe.pem", pem(joe));
    write("video.mp4", new byte[(1 << 20) + 1]);
    assertThat(read().unreadable()).isEmpty();
    write("all.pem", pem(jane).repeat(3000));
    assertThat(read().unreadable()).hasSize(1);
    assertThat(read().unreadable().get(0).text()).contains("more than the limit of 1048576");
  }

  @Test
  void aFileThatChangedAfterwardsIsNotedWhenItIsReadAgain() throws Exception {
    Path file = write("jane.pem", pem(jane));
    CollectingSink sink = read();
    Files.delete(file);
    assertThatExceptionOfType(SourceException.class)
        .isThrownBy(() -> sink.taken().get(0).location().load())
        .withMessageContaining("it is not there");
    write("jane.pem", "gone");
    assertThatExceptionOfType(SourceException.class)
        .isThrownBy(() -> sink.taken().get(0).location().load())
        .withMessageContaining("holds no certificate any more");
  }
}
