package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.certpublisher.cert.Der;
import org.certpublisher.testing.OpenSslCa;
import org.certpublisher.testing.Wish;

/**
 * A CA that issues, renews and revokes by the real {@code openssl ca}, one step after the other,
 * and knows what everybody's entry has to hold. Each step waits until the entry says so and notes
 * how long that took from the end of the CA's command.
 */
final class CaAtWork {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final int LIFE = 3;

  private final OpenSslCa ca;
  private final People people;
  private final Random random;
  private final Map<String, Deque<String>> valid = new TreeMap<>();
  private final List<Long> millis = new ArrayList<>();
  private int revoked;

  /** Takes over a CA whose certificates are all published. */
  CaAtWork(OpenSslCa ca, People people, Random random) {
    this.ca = ca;
    this.people = people;
    this.random = random;
    people.read().keySet().forEach(uid -> valid.put(uid, new ArrayDeque<>()));
    for (String row : ca.rows()) {
      String[] columns = row.split("\t", -1);
      String uid = columns[5].substring(columns[5].indexOf("CN=") + 3);
      valid.getOrDefault(uid, new ArrayDeque<>()).push(columns[3]);
    }
  }

  /** Issues to, renews or revokes of somebody. */
  void step() throws IOException {
    List<String> all = List.copyOf(valid.keySet());
    String uid = all.get(random.nextInt(all.size()));
    Deque<String> own = valid.getOrDefault(uid, new ArrayDeque<>());
    if (own.isEmpty() || (own.size() < LIFE && random.nextBoolean())) {
      Instant now = Instant.now();
      own.push(ca.issue(Wish.of(uid + "@example.com").valid(now, now.plus(Duration.ofDays(365)))));
    } else {
      ca.revoke(own.pop());
      revoked++;
    }
    Instant written = Instant.now();
    Set<Der> expected = expected(uid);
    while (!holds(people.read(uid), expected)) {
      assertThat(Instant.now())
          .as("%s is to hold %d certificates", uid, expected.size())
          .isBefore(written.plus(LONGEST));
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    millis.add(Duration.between(written, Instant.now()).toMillis());
  }

  private Set<Der> expected(String uid) throws IOException {
    Deque<String> own = valid.getOrDefault(uid, new ArrayDeque<>());
    return own.isEmpty() ? Set.of() : Set.of(der(own.peek()));
  }

  private Der der(String serial) throws IOException {
    String text = Files.readString(ca.file(serial), StandardCharsets.US_ASCII);
    String body =
        text.substring(text.indexOf("-----BEGIN CERTIFICATE-----") + 27, text.indexOf("-----END"));
    return Der.wrap(Base64.getMimeDecoder().decode(body.getBytes(StandardCharsets.US_ASCII)));
  }

  private static boolean holds(People.Held held, Set<Der> expected) {
    return held.userCertificate().equals(expected) && held.smimeLeaves().equals(expected);
  }

  /** That every entry holds what it has to hold. */
  void checkAll() throws IOException {
    for (Map.Entry<String, People.Held> one : people.read().entrySet()) {
      assertThat(holds(one.getValue(), expected(one.getKey()))).as(one.getKey()).isTrue();
    }
  }

  /** The longest time from a command of the CA to the directory. */
  Duration slowest() {
    return Duration.ofMillis(millis.stream().mapToLong(one -> one).max().orElseThrow());
  }

  /** How long it took from the CA's commands to the directory. */
  String distribution() {
    List<Long> sorted = millis.stream().sorted().toList();
    return "%d steps, %d of them revocations; from the CA's command to the directory in ms: least %d, median %d, 90 %% %d, 99 %% %d, most %d; over 5 s: %d"
        .formatted(
            sorted.size(),
            revoked,
            sorted.get(0),
            at(sorted, 50),
            at(sorted, 90),
            at(sorted, 99),
            sorted.get(sorted.size() - 1),
            sorted.stream().filter(one -> one > 5000).count());
  }

  private static long at(List<Long> sorted, int percent) {
    return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
  }
}
