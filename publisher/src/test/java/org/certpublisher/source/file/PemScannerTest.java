package org.certpublisher.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PemScannerTest {
  private static final String BLOCK =
      "-----BEGIN CERTIFICATE-----\nMAMC\nAQU=\n-----END CERTIFICATE-----\n";
  private static final byte[] CONTENT = {0x30, 3, 2, 1, 5};

  private static List<PemBlock> scan(String text) {
    return PemScanner.scan(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void textAroundBlocksIsPassedOver() {
    List<PemBlock> blocks = scan("Certificate:\n  Data: --- x\n" + BLOCK + "more\n" + BLOCK);
    assertThat(blocks).hasSize(2).allMatch(PemBlock::isCertificate).allMatch(PemBlock::isSound);
    assertThat(blocks.get(1).content().view()).isEqualTo(CONTENT);
  }

  @Test
  void anyLineEndsAndNoLastLineEndWillDo() {
    for (String text :
        List.of(BLOCK.replace("\n", "\r\n"), BLOCK.replace("\n", "\r"), BLOCK.strip())) {
      assertThat(scan(text).get(0).content().view()).isEqualTo(CONTENT);
    }
  }

  @Test
  void whatOpenSslAppendsToATrustedCertificateIsCutOff() {
    PemBlock block =
        scan("-----BEGIN TRUSTED CERTIFICATE-----\nMAMCAQUwAA==\n-----END TRUSTED CERTIFICATE-----")
            .get(0);
    assertThat(block.isCertificate()).isTrue();
    assertThat(block.content().view()).isEqualTo(CONTENT);
  }

  @Test
  void aPrivateKeyIsRecognisedAndNeverDecoded() {
    for (String label : List.of("PRIVATE KEY", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY")) {
      String text = "-----BEGIN " + label + "-----\nMAMCAQU=\n-----END " + label + "-----\n";
      PemBlock block = scan(text).get(0);
      assertThat(block.isPrivateKey()).isTrue();
      assertThat(block.content().length()).isZero();
      assertThat(PemScanner.beginsWithPrivateKey(text.getBytes(StandardCharsets.US_ASCII)))
          .isTrue();
    }
  }

  @Test
  void everyTruncationOfABlockIsAProblemOrNoBlock() {
    String text = BLOCK.strip();
    for (int length = 0; length < text.length(); length++) {
      assertThat(scan(text.substring(0, length))).noneMatch(PemBlock::isSound);
    }
  }

  @Test
  void aBlockCutOffByTheNextIsAProblemAndTheNextIsRead() {
    List<PemBlock> blocks = scan("-----BEGIN CERTIFICATE-----\nMAMC\n" + BLOCK);
    assertThat(blocks).hasSize(2);
    assertThat(blocks.get(0).problem()).contains("no END line");
    assertThat(blocks.get(1).isSound()).isTrue();
  }

  @Test
  void noiseInsteadOfBase64IsAProblem() {
    assertThat(scan(BLOCK.replace("MAMC", "M*MC")).get(0).problem()).contains("not base64");
  }
}
