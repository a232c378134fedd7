package org.certpublisher.source.openssl;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.certpublisher.source.CollectingSink;
import org.certpublisher.source.SourceException;
import org.certpublisher.testing.OpenSslCa;
import org.certpublisher.testing.Wish;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index.txt of the real {@code openssl ca} that ends too early. */
final class CutIndexTest {
  @TempDir Path folder;

  /** Every form of row that openssl ca writes. */
  private OpenSslCa ca() {
    OpenSslCa ca = OpenSslCa.create(folder.resolve("ca"), OpenSslCa.Key.P256);
    ca.issue("valid@example.com");
    ca.hold(ca.issue("held@example.com"));
    ca.revoke(ca.issue("revoked@example.com"));
    ca.revoke(ca.issue("key@example.com"), "-crl_compromise", "20261118154252Z");
    ca.issue(Wish.of("zoe@example.com").subject("/CN=Zoë\\/Müller \\+ Söhne"));
    return ca;
  }

  private static CollectingSink read(OpenSslCa ca) throws SourceException {
    return CollectingSink.of(
        new OpenSslSource(new OpenSslSettings(ca.database(), ca.certificates())));
  }

  private static Index parse(byte[] text) throws Exception {
    return IndexParser.parse("index.txt", new ByteArrayInputStream(text));
  }

  @Test
  void cutAtAnyByteItIsRefusedOrExactlyTheWholeRowsBeforeTheCut() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<String> rows = new ArrayList<>(ca().rows());
    Collections.shuffle(rows, random);
    String end = random.nextBoolean() ? "\n" : "\r\n";
    byte[] text = (String.join(end, rows) + end).getBytes(ISO_8859_1);
    List<IndexRow> all = parse(text).rows();
    assertThat(all).as("seed %d", seed).hasSize(rows.size());
    int line = 1;
    for (int length = 0; length < text.length; length++) {
      byte[] cut = Arrays.copyOf(text, length);
      if (length == 0 || text[length - 1] == '\n') {
        line = length == 0 ? 1 : line + 1;
        assertThat(parse(cut).rows())
            .as("seed %d, %d bytes", seed, length)
            .isEqualTo(all.subList(0, line - 1));
      } else {
        int expected = line;
        assertThatExceptionOfType(MalformedIndexException.class)
            .as("seed %d, %d bytes", seed, length)
            .isThrownBy(() -> parse(cut))
            .satisfies(e -> assertThat(e.line()).isEqualTo(expected))
            .satisfies(e -> assertThat(e.isUnfinished()).isTrue())
            .withMessageContaining("is cut off");
      }
    }
    assertThat(line).isEqualTo(rows.size());
  }

  @Test
  void aLastRowThatOnlyLacksItsLineEndIsWaitedForAndThenFails() throws Exception {
    OpenSslCa ca = ca();
    String text = Files.readString(ca.database());
    Files.writeString(ca.database(), text.stripTrailing());
    long start = System.nanoTime();
    assertThatExceptionOfType(SourceException.class)
        .isThrownBy(() -> read(ca))
        .withMessageStartingWith(ca.database() + ":5: the row is cut off")
        .withMessageContaining("run again")
        .withMessageContaining("index.txt.old");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(1900));
  }

  @Test
  void aRowThatIsBeingWrittenIsReadOnceItIsWhole() throws Exception {
    OpenSslCa ca = ca();
    String text = Files.readString(ca.database());
    int cut = text.length() - 3;
    Files.writeString(ca.database(), text.substring(0, cut));
    ExecutorService writer = Executors.newSingleThreadExecutor();
    try {
      Future<CollectingSink> read = writer.submit(() -> read(ca));
      Files.writeString(ca.database(), text.substring(cut), StandardOpenOption.APPEND);
      assertThat(read.get().taken()).hasSize(5);
    } finally {
      writer.shutdownNow();
    }
  }

  @Test
  void openSslItselfPassesOverARowWithoutLineEnd() throws Exception {
    OpenSslCa ca = ca();
    String serial = ca.issue("last@example.com");
    String[] status = {"ca", "-config", "ca.cnf", "-status", serial};
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> ca.openssl(status))
        .withMessageContaining(serial + "=Valid (V)");
    Files.writeString(ca.database(), Files.readString(ca.database()).stripTrailing());
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> ca.openssl(status))
        .withMessageContaining("not present in db");
  }
}
