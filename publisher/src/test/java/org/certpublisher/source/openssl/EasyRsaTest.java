package org.certpublisher.source.openssl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.certpublisher.cert.Revocation;
import org.certpublisher.cert.RevocationReason;
import org.certpublisher.source.CollectingSink;
import org.certpublisher.testing.EasyRsaCa;
import org.certpublisher.testing.OpenSslTool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a {@code pki} folder that the real Easy-RSA keeps. */
final class EasyRsaTest {
  @TempDir Path folder;

  @Test
  void certificatesAreFoundWhereverEasyRsaMovesThem() throws Exception {
    EasyRsaCa ca = EasyRsaCa.create(folder.resolve("easy"));
    String jane = ca.issue("jane", "jane@example.com");
    String joe = ca.issue("joe", "joe@example.com");
    ca.revoke("joe", "superseded");
    String vpn = ca.issueOfType("vpn", "client");
    ca.renew("vpn");

    for (Path certificates : new Path[] {ca.pki(), ca.pki().resolve("certs_by_serial")}) {
      CollectingSink sink =
          CollectingSink.of(new OpenSslSource(new OpenSslSettings(ca.database(), certificates)));

      assertThat(sink.unreadable()).isEmpty();
      assertThat(sink.taken()).hasSize(4);
      assertThat(sink.of(jane).revocation().status()).isEqualTo(Revocation.Status.GOOD);
      assertThat(sink.of(joe).revocation().reason()).isEqualTo(RevocationReason.SUPERSEDED);
      assertThat(sink.of(joe).location().toString()).contains("revoked/certs_by_serial");
      assertThat(sink.of(vpn).revocation().status()).isEqualTo(Revocation.Status.GOOD);
      assertThat(sink.of(vpn).location().toString()).contains("renewed/issued/vpn.crt");
      assertThat(sink.of(vpn).location().load()).isEqualTo(sink.of(vpn).certificate().der());
    }
  }

  @Test
  void privateKeysAreNeverOpened() throws Exception {
    EasyRsaCa ca = EasyRsaCa.create(folder.resolve("easy"));
    ca.issue("jane", "jane@example.com");
    String joe = ca.issue("joe", "joe@example.com");
    ca.revoke("joe", "superseded");
    // A pipe that nobody writes to: whoever opened it would wait for ever.
    try (Stream<Path> files = Files.walk(ca.pki())) {
      for (Path key : files.filter(p -> p.toString().endsWith(".key")).toList()) {
        Files.delete(key);
        OpenSslTool.run(folder, "mkfifo", key.toString());
      }
    }
    assertThat(
            CollectingSink.of(new OpenSslSource(new OpenSslSettings(ca.database(), ca.pki())))
                .of(joe))
        .isNotNull();
  }
}
