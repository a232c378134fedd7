package org.certpublisher.source.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certpublisher.source.folder.Export.base64;
import static org.certpublisher.source.folder.Export.pem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.certpublisher.cert.Revocation;
import org.certpublisher.cert.RevocationReason;
import org.certpublisher.source.CollectingSink;
import org.certpublisher.testing.OpenSslTool;
import org.certpublisher.testing.TestCa;
import org.certpublisher.testing.TestKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What else lies in an export folder. */
final class PassedOverFilesTest {
  @TempDir Path temporary;
  private Export export;

  @BeforeEach
  void makeFolder() throws IOException {
    export = new Export(temporary);
  }

  @Test
  void caCertificatesArePassedOverAndDuplicatesCountOnce() throws Exception {
    Files.createDirectories(export.folder.resolve("a/b"));
    export.write("ca.pem", pem(export.ca.certificate()));
    export.write("jane.pem", pem(export.jane));
    export.write("a/b/export.jane.der", export.jane.der().toBytes());
    CollectingSink sink = export.read();
    assertThat(sink.taken()).hasSize(1);
    assertThat(sink.taken().get(0).revocation().status()).isEqualTo(Revocation.Status.GOOD);
    assertThat(sink.unreadable()).isEmpty();
  }

  @Test
  void whatIsHiddenHalfWrittenOrALinkIsPassedOver() throws Exception {
    export.write("jane.pem", pem(export.jane));
    for (String name : List.of(".joe.pem", "joe.pem.tmp", "joe.pem.part", "joe.pem~", "J.TMP")) {
      export.write(name, pem(export.joe));
    }
    Files.createDirectory(export.folder.resolve(".hidden"));
    export.write(".hidden/export.joe.pem", pem(export.joe));
    Files.createSymbolicLink(
        export.folder.resolve("joe.pem"),
        Files.writeString(temporary.resolve("joe"), pem(export.joe)));
    Files.createSymbolicLink(export.folder.resolve("loop"), export.folder);
    assertThat(export.read().mailboxes()).containsExactly("jane@example.com");
  }

  @Test
  void crlsRequestsAndOtherFilesArePassedOver() throws Exception {
    export.write("jane.pem", pem(export.jane));
    byte[] crl =
        export.ca.crl().revoke(export.joe, RevocationReason.SUPERSEDED, TestCa.NOW).der().toBytes();
    export.write("ca.crl", crl);
    export.write("crl.pem", pem("X509 CRL", crl));
    export.write("crl.der", crl);
    export.write("request.pem", pem("CERTIFICATE REQUEST", new byte[] {0x30, 0}));
    export.write("README.txt", "Nothing to see here.");
    export.write("picture.png", new byte[] {(byte) 0x89, 'P', 'N', 'G'});
    CollectingSink sink = export.read();
    assertThat(sink.mailboxes()).containsExactly("jane@example.com");
    assertThat(sink.unreadable()).isEmpty();
    assertThat(sink.findings()).isEmpty();
  }

  @Test
  void privateKeysAreRecognisedDroppedAndReportedOnce() throws Exception {
    export.write("jane.pem", pem(export.jane));
    byte[] key = TestKey.of(TestKey.Kind.EC, "jane").pkcs8();
    export.write("a.der", key);
    export.write("b.pem", pem("PRIVATE KEY", key));
    export.write("c.pem", pem("ENCRYPTED PRIVATE KEY", key));
    export.write("d.pem", "Bag Attributes\n" + pem("PRIVATE KEY", key) + pem(export.joe));
    export.write("e.txt", base64(key));
    OpenSslTool.run(export.folder, "openssl", "genrsa", "-traditional", "-out", "f.key", "2048");
    OpenSslTool.run(
        export.folder,
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
        export.folder,
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
    CollectingSink sink = export.read();
    assertThat(sink.mailboxes()).containsExactly("jane@example.com");
    assertThat(sink.unreadable()).isEmpty();
    assertThat(sink.findings()).hasSize(1);
    assertThat(sink.findings().get(0).where()).isEqualTo(export.folder.resolve("a.der").toString());
    assertThat(sink.findings().get(0).text()).startsWith("8 private keys lie").contains("not read");
    assertThat(sink.findings().toString()).doesNotContain(base64(key).substring(0, 40));
  }

  @Test
  void aCertificateBeforeAKeyInOneFileIsTaken() throws Exception {
    byte[] key = TestKey.of(TestKey.Kind.EC, "jane").pkcs8();
    export.write("jane.pem", pem(export.jane) + pem("PRIVATE KEY", key));
    CollectingSink sink = export.read();
    assertThat(sink.mailboxes()).containsExactly("jane@example.com");
    assertThat(sink.findings()).hasSize(1);
  }

  @Test
  void aFileThatIsTooLargeIsAFindingWhenItsNamePromisesCertificates() throws Exception {
    export.write("joe.pem", pem(export.joe));
    export.write("video.mp4", new byte[(1 << 20) + 1]);
    assertThat(export.read().unreadable()).isEmpty();
    export.write("all.pem", pem(export.jane).repeat(3000));
    assertThat(export.read().unreadable()).hasSize(1);
    assertThat(export.read().unreadable().get(0).text()).contains("more than the limit of 1048576");
  }
}
