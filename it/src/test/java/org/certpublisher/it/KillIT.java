package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.certpublisher.cert.Der;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that is killed leaves nothing that the next one does not put right, and nothing that cannot
 * be undone. Twenty kills; {@code -Dkills=200} for more.
 */
final class KillIT {
  private static final int PEOPLE = 2000;
  private static final int KILLS = Integer.getInteger("kills", 20);
  private static final int KILLS_A_ROUND = 2;
  private static final String ALL = String.valueOf(PEOPLE);

  @TempDir private Path folder;

  private static Random random(String test) {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("KillIT." + test + ": -Dseed=" + seed);
    return new Random(seed);
  }

  private Slapd slapd() {
    return new Slapd(folder.resolve("slapd")).notDurable().seedPeople(PEOPLE).start();
  }

  /** Kills an apply between a time and another in milliseconds; tells when. */
  private static String killed(Scene scene, Random random, int from, int to, String where) {
    int after = from + random.nextInt(to - from);
    Program.Running running = scene.start("apply", "--allow-withdrawals", ALL);
    running.endsWithin(after);
    running.kill();
    Program.Result killed = running.await();
    String when = "%s, after %d ms".formatted(where, after);
    assertThat(killed.exit()).as(when + killed.all()).isIn(0, 137);
    return when;
  }

  @Test
  void killedAtAnyMomentTheNextApplyIsRight() {
    Random random = random("next");
    GeneratedCa ca = GeneratedCa.create(folder.resolve("ca"), PEOPLE);
    try (Slapd slapd = slapd()) {
      Scene scene = new Scene(folder, slapd).generated(ca).write();
      for (int round = 0; round < KILLS / 2 / KILLS_A_ROUND; round++) {
        int onHold = round % 2 == 0 ? 0 : PEOPLE - 1;
        ca.writeIndex(PEOPLE, onHold);
        String where = "round " + round;
        for (int kill = 0; kill < KILLS_A_ROUND; kill++) {
          where = killed(scene, random, 200, 3200, where);
        }
        assertRight(slapd, ca, scene, onHold, where);
      }
    }
  }

  private static void assertRight(
      Slapd slapd, GeneratedCa ca, Scene scene, int onHold, String where) {
    Program.Result apply = scene.run("apply", "--allow-withdrawals", ALL);
    assertThat(apply.exit()).as(where + apply.all()).isZero();
    Map<String, People.Held> people = new People(slapd).read();
    for (int number = 0; number < PEOPLE; number++) {
      Set<Der> expected = number < onHold ? Set.of() : Set.of(Der.wrap(ca.der(number)));
      People.Held held = people.getOrDefault(GeneratedCa.uid(number), People.Held.NOTHING);
      assertThat(held.userCertificate()).as(where).isEqualTo(expected);
      assertThat(held.smimeLeaves()).as(where).isEqualTo(expected);
      assertThat(held.userSmimeCertificate()).as(where).hasSameSizeAs(expected);
    }
    Program.Result plan = scene.run("plan");
    assertThat(plan.exit()).as(where + plan.all()).isZero();
  }

  @Test
  void killedAtAnyMomentItsUndoGivesBackTheBytesBeforeIt() throws Exception {
    Random random = random("undo");
    GeneratedCa ca =
        GeneratedCa.create(
            folder.resolve("ca"), new GeneratedCa.Order(PEOPLE, 2, Duration.ofDays(300)));
    ca.writeIndex(PEOPLE, 0);
    try (Slapd slapd = slapd();
        LDAPConnection admin =
            new LDAPConnection(
                "localhost", URI.create(slapd.url()).getPort(), Slapd.ADMIN, Slapd.PASSWORD)) {
      Scene scene = new Scene(folder, slapd).generated(ca).write();
      long begun = System.nanoTime();
      scene.run(0, "apply");
      int whole = (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
      Snapshot before = Snapshot.of(admin, Slapd.PEOPLE);
      assertThat(before.holders()).isEqualTo(PEOPLE);
      ca.writeIndex(2 * PEOPLE, 0);
      long last = 1;
      long changed = 0;
      for (int kill = 0; kill < KILLS / 2; kill++) {
        String where = killed(scene, random, whole / 3, whole, "kill " + kill);
        long differences = before.differences(Snapshot.of(admin, Slapd.PEOPLE));
        long run = Long.parseLong(history(scene, "run").get(0));
        if (run > last) {
          Program.Result undo = scene.run("undo", String.valueOf(run), "--yes");
          assertThat(undo.exit()).as(where + undo.all()).isZero();
          assertThat(Snapshot.of(admin, Slapd.PEOPLE)).as(where).isEqualTo(before);
          assertThat(done(scene, run)).as(where).isEqualTo(differences);
          last = run + 1;
          changed += differences;
        }
      }
      System.out.println("KillIT.undo: entries that were changed and undone: " + changed);
      assertThat(changed).isPositive();
    }
  }

  /** The texts of a key in what the command history prints as JSON. */
  private static List<String> history(Scene scene, String key, String... of) {
    String[] command =
        Stream.concat(Stream.of("history", "--format", "json"), Stream.of(of))
            .toArray(String[]::new);
    Program.Result result = scene.run(command);
    assertThat(result.exit()).as(result.all()).isZero();
    return Pattern.compile("\"" + key + "\" : \"?(\\w+)")
        .matcher(result.out())
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  /** How many changes of a run the journal says were carried out; none is open. */
  private static long done(Scene scene, long run) {
    List<String> outcomes = history(scene, "outcome", String.valueOf(run));
    assertThat(outcomes).allMatch(one -> one.equals("done") || one.equals("moved"));
    return outcomes.stream().filter("done"::equals).count();
  }
}
