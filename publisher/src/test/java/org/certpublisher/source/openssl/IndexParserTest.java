package org.certpublisher.source.openssl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.certpublisher.cert.Revocation;
import org.certpublisher.cert.RevocationReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IndexParserTest {
  private static final String VALID = "V\t271122154224Z\t\t05B8\tunknown\t/CN=Jane\n";

  private static Index parse(String text) throws IOException, MalformedIndexException {
    return IndexParser.parse(
        "index.txt", new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static IndexRow only(String text) throws IOException, MalformedIndexException {
    Index index = parse(text);
    assertThat(index.rows()).hasSize(1);
    return index.rows().get(0);
  }

  private static String revoked(String column) {
    return "R\t271122154224Z\t" + column + "\t05B8\tunknown\t/CN=Jane\n";
  }

  @Test
  void aValidRowIsNotRevoked() throws Exception {
    IndexRow row = only(VALID);
    assertThat(row.serial()).isEqualTo("05B8");
    assertThat(row.serialNumber()).isEqualTo(BigInteger.valueOf(0x5b8));
    assertThat(row.expires()).isEqualTo(Instant.parse("2027-11-22T15:42:24Z"));
    assertThat(row.isRevoked()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "261123154255Z|UNSPECIFIED",
        "20261123154255Z|UNSPECIFIED",
        "261123154255Z,unspecified|UNSPECIFIED",
        "261123154255Z,keyCompromise|KEY_COMPROMISE",
        "261123154255Z,CACompromise|CA_COMPROMISE",
        "261123154255Z,affiliationChanged|AFFILIATION_CHANGED",
        "261123154255Z,superseded|SUPERSEDED",
        "261123154255Z,cessationOfOperation|CESSATION_OF_OPERATION",
        "261123154255Z,certificateHold|CERTIFICATE_HOLD",
        "261123154255Z,holdInstruction,holdInstructionCallIssuer|CERTIFICATE_HOLD",
        "261123154255Z,keyTime,20261118154252Z|KEY_COMPROMISE",
        "261123154255Z,CAkeyTime,20261101000000Z|CA_COMPROMISE",
        "261123154255Z,removeFromCRL|REMOVE_FROM_CRL",
        "261123154255Z,privilegeWithdrawn|PRIVILEGE_WITHDRAWN",
        "261123154255Z,AACompromise|AA_COMPROMISE"
      })
  void everyFormOfTheThirdColumnIsRead(String column, RevocationReason reason) throws Exception {
    Revocation revocation = Objects.requireNonNull(only(revoked(column)).revocation());
    assertThat(revocation.reason()).isEqualTo(reason);
    assertThat(revocation.at()).isEqualTo(Instant.parse("2026-11-23T15:42:55Z"));
    assertThat(revocation.by()).isEqualTo("index.txt line 1");
    assertThat(revocation.status())
        .isEqualTo(
            reason == RevocationReason.CERTIFICATE_HOLD
                ? Revocation.Status.ON_HOLD
                : Revocation.Status.REVOKED);
  }

  @Test
  void anUnknownReasonIsRevokedWithARemark() throws Exception {
    Index index = parse(VALID + revoked("261123154255Z,stolenLaptop").replace("05B8", "05B9"));
    Revocation revocation = Objects.requireNonNull(index.rows().get(1).revocation());
    assertThat(revocation.status()).isEqualTo(Revocation.Status.REVOKED);
    assertThat(revocation.reason()).isEqualTo(RevocationReason.UNSPECIFIED);
    assertThat(index.remarks()).hasSize(1);
    assertThat(index.remarks().get(0).line()).isEqualTo(2);
    assertThat(index.remarks().get(0).text()).contains("'stolenLaptop'").contains("counts as");
  }

  @Test
  void anExpiredRowIsAsGoodAsAValidOne() throws Exception {
    assertThat(only(VALID.replace("V\t", "E\t")).isRevoked()).isFalse();
  }

  @Test
  void datesFrom2050OnAreGeneralizedTime() throws Exception {
    assertThat(only(VALID.replace("271122154224Z", "20510715154223Z")).expires())
        .isEqualTo(Instant.parse("2051-07-15T15:42:23Z"));
    assertThat(only(VALID.replace("271122154224Z", "501122154224Z")).expires())
        .isEqualTo(Instant.parse("1950-11-22T15:42:24Z"));
    assertThat(only(VALID.replace("271122154224Z", "99991231235959Z")).expires())
        .isEqualTo(Instant.parse("9999-12-31T23:59:59Z"));
  }

  @Test
  void anEmptyDatabaseIsComplete() throws Exception {
    assertThat(parse("").rows()).isEmpty();
  }

  @Test
  void emptyLinesCommentsAndCarriageReturnsDoNoHarm() throws Exception {
    assertThat(parse("# kept by hand\r\n\n" + VALID.replace("\n", "\r\n")).rows()).hasSize(1);
  }

  @Test
  void anEmptySubjectIsFine() throws Exception {
    assertThat(only(VALID.replace("/CN=Jane", "")).serial()).isEqualTo("05B8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "V\t271122154224Z\t\t05B8\tunknown",
        "V\t271122154224Z\t\t05B8\tunknown\t/CN=a\t/CN=b",
        "V\t271122154224Z\t\t05B8\tunknown\t/CN=aV\t271122154224Z\t\t05B9\tunknown\t/CN=b",
        "X\t271122154224Z\t\t05B8\tunknown\t/CN=a",
        "\t271122154224Z\t\t05B8\tunknown\t/CN=a",
        "V\t2711221542\t\t05B8\tunknown\t/CN=a",
        "V\t271322154224Z\t\t05B8\tunknown\t/CN=a",
        "V\t271122154224Z\t261123154255Z,certificateHold\t05B8\tunknown\t/CN=a",
        "V\t271122154224Z\t\t5B8\tunknown\t/CN=a",
        "V\t271122154224Z\t\t\tunknown\t/CN=a",
        "V\t271122154224Z\t\t../../etc\tunknown\t/CN=a",
        "R\t271122154224Z\t\t05B8\tunknown\t/CN=a",
        "R\t271122154224Z\tyesterday\t05B8\tunknown\t/CN=a"
      })
  void aRowThatIsNoneEndsTheReadingWithItsLine(String row) {
    assertThatExceptionOfType(MalformedIndexException.class)
        .isThrownBy(() -> parse(VALID.replace("05B8", "01") + row + "\n" + VALID))
        .satisfies(e -> assertThat(e.line()).isEqualTo(2));
  }

  @Test
  void aLineWithoutEndIsRefusedBeforeItFillsTheMemory() {
    assertThatExceptionOfType(MalformedIndexException.class)
        .isThrownBy(() -> parse("V".repeat(1 << 20)))
        .withMessageContaining("longer than 65536 bytes");
  }

  @Test
  void rowsThatLieAcrossTwoReadsAreWhole() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int n = 0; n < 5000; n++) {
      text.append(VALID.replace("05B8", "%06X".formatted(n)));
    }
    Index whole = parse(text.toString());
    assertThat(whole.rows()).hasSize(5000);
    byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
    Random random = new Random(7);
    InputStream inPieces =
        new ByteArrayInputStream(bytes) {
          @Override
          public synchronized int read(byte[] into, int from, int length) {
            return super.read(into, from, Math.min(length, 1 + random.nextInt(100)));
          }
        };
    assertThat(IndexParser.parse("index.txt", inPieces).rows()).isEqualTo(whole.rows());
  }

  @Test
  void aLineOfTheGreatestLengthIsRead() throws Exception {
    String start = VALID.strip();
    String longest = start + "x".repeat((1 << 16) - start.length());
    assertThat(parse(longest + "\n" + longest.replace("05B8", "05B9") + "\n").rows()).hasSize(2);
    assertThatExceptionOfType(MalformedIndexException.class)
        .isThrownBy(() -> parse(longest + "x\n"))
        .withMessageContaining("longer than 65536 bytes");
  }

  @Test
  void ofTwoRowsWithOneSerialNumberTheRevokedOneCounts() throws Exception {
    String row = revoked("261123154255Z,superseded").replace("05B8", "0005b8");
    for (String text : List.of(VALID + row, row + VALID)) {
      Index index = parse(text);
      assertThat(index.rows()).hasSize(1);
      assertThat(index.rows().get(0).isRevoked()).isTrue();
      assertThat(index.remarks()).hasSize(1);
    }
  }

  @Test
  void theOrderOfRowsDoesNotMatter() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String serial = String.format("%04X", random.nextInt(150));
      rows.add(
          random.nextBoolean()
              ? VALID.replace("05B8", serial)
              : revoked(random.nextBoolean() ? "261123154255Z,certificateHold" : "261123154255Z")
                  .replace("05B8", serial));
    }
    List<String> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, random);
    assertThat(statuses(shuffled)).as("seed %d", seed).isEqualTo(statuses(rows));
  }

  private static List<String> statuses(List<String> rows) throws Exception {
    return parse(String.join("", rows)).rows().stream()
        .map(
            row -> {
              Revocation revocation = row.revocation();
              return row.serial() + (revocation == null ? "" : revocation.status());
            })
        .sorted()
        .toList();
  }
}
