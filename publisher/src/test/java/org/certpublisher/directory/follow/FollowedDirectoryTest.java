package org.certpublisher.directory.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.certpublisher.cert.Sha256;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FollowedDirectoryTest {
  @TempDir private Path folder;
  private final History history = new History();
  private final Random random = new Random(7);
  private Instant now = Instant.parse("2026-11-26T12:00:00Z");
  private Sha256 settings = Sha256.of(new byte[] {1});

  private Path entries() {
    return folder.resolve("state.mirror-corp");
  }

  private Path changes() {
    return folder.resolve("state.mirror-corp.changes");
  }

  private FollowedDirectory open(boolean keeps) {
    return new FollowedDirectory(
        history,
        history,
        entries(),
        new FollowedDirectory.Terms("corp", settings, Duration.ofDays(1), keeps),
        Clock.fixed(now, ZoneOffset.UTC));
  }

  private List<DirectoryEntry> read(boolean keeps) throws DirectoryException {
    try (FollowedDirectory directory = open(keeps)) {
      List<DirectoryEntry> thin = new ArrayList<>();
      List<DirectoryEntry> whole = new ArrayList<>();
      directory.readMailboxes(thin::add);
      directory.readEntries(whole::add);
      assertThat(thin).containsExactlyElementsOf(whole.stream().map(History::thin).toList());
      return whole;
    }
  }

  /** Reads, and sees that it is as a full read is. */
  private void assertSame(boolean keeps) throws DirectoryException {
    List<DirectoryEntry> full = new ArrayList<>();
    history.readEntries(full::add);
    assertThat(read(keeps)).containsExactlyInAnyOrderElementsOf(full);
  }

  /** How many full reads a run makes, the one that it is compared with left out. */
  private int fullReads(boolean keeps) throws DirectoryException {
    int before = history.fullReads();
    assertSame(keeps);
    return history.fullReads() - before - 1;
  }

  private void filled() throws DirectoryException {
    for (int i = 0; i < 20; i++) {
      history.add(random);
    }
    assertThat(fullReads(true)).isEqualTo(2);
    assertThat(fullReads(true)).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aFollowedReadIsAFullReadAfterEveryStepOfAnyHistory(long seed) throws Exception {
    Random any = new Random(seed);
    for (int i = 0; i < 30; i++) {
      history.add(any);
    }
    assertSame(true);
    int before = history.fullReads();
    for (int step = 0; step < 100; step++) {
      history.change(any);
      if (any.nextInt(10) == 0) {
        history.breakOff();
      }
      if (any.nextInt(20) == 0) {
        now = now.plus(Duration.ofHours(25));
      }
      if (any.nextInt(4) == 0) {
        assertSame(false);
      }
      assertSame(true);
    }
    assertThat(history.fullReads() - before).as("mostly the ones to compare with").isLessThan(200);
  }

  @Test
  void aRunReadsOnlyWhatChanged() throws Exception {
    filled();
    int told = history.told();
    String dn = history.add(random);
    assertThat(fullReads(true)).isZero();
    assertThat(history.told() - told).as("the last one of before, and this one").isEqualTo(2);
    history.put(dn, random, false);
    assertThat(fullReads(true)).isZero();
    assertThat(read(true)).noneMatch(entry -> entry.dn().equals(dn));
  }

  @Test
  void whatOnlyReadsKeepsNothing() throws Exception {
    history.add(random);
    assertThat(fullReads(false)).isEqualTo(2);
    assertThat(entries()).doesNotExist();
    filled();
    byte[] before = Files.readAllBytes(changes());
    history.add(random);
    assertThat(fullReads(false)).isZero();
    assertThat(changes()).hasBinaryContent(before);
    assertThat(fullReads(true)).isZero();
  }

  @Test
  void theMirrorIsForItsOwnerOnly() throws Exception {
    filled();
    for (Path file : List.of(entries(), changes())) {
      assertThat(Files.getPosixFilePermissions(file))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(entries(), changes());
    }
  }

  @Test
  void allEntriesAreReadWhenTheLastTimeIsADayAgo() throws Exception {
    filled();
    now = now.plus(Duration.ofHours(23));
    assertThat(fullReads(true)).isZero();
    now = now.plus(Duration.ofHours(1));
    assertThat(fullReads(true)).isEqualTo(2);
    assertThat(fullReads(true)).isZero();
    now = now.minus(Duration.ofHours(1));
    assertThat(fullReads(true)).as("the last time is yet to come").isEqualTo(2);
  }

  @Test
  void allEntriesAreReadWithOtherSettings() throws Exception {
    filled();
    settings = Sha256.of(new byte[] {2});
    assertThat(fullReads(true)).isEqualTo(2);
    assertThat(fullReads(true)).isZero();
  }

  @Test
  void anOddCookieOrAReadThatBreaksOffMeansThatAllEntriesAreRead() throws Exception {
    filled();
    history.add(random);
    history.refuse("another server");
    assertThat(fullReads(false)).isEqualTo(2);
    history.breakOff();
    assertThat(fullReads(false)).isEqualTo(2);
    assertThat(fullReads(true)).as("what is kept is as true as it was").isZero();
  }

  @Test
  void aMirrorOfNoEntriesIsNotFollowed() throws Exception {
    assertThat(fullReads(true)).isEqualTo(2);
    assertThat(fullReads(true)).isEqualTo(2);
  }

  @Test
  void aDeletedEntryStaysUntilItIsFoundMissing() throws Exception {
    filled();
    String dn = history.add(random);
    assertSame(true);
    history.remove(dn);
    assertThat(read(true)).anyMatch(entry -> entry.dn().equals(dn));
    history.answer(new Outcome(Outcome.Kind.MOVED, "the entry is gone"));
    try (FollowedDirectory directory = open(true)) {
      directory.readEntries(entry -> {});
      assertThat(directory.modify(List.of(new EntryChange(dn, "", settings, List.of()))))
          .hasSize(1);
    }
    assertThat(entries()).doesNotExist();
    assertThat(fullReads(true)).isEqualTo(2);
  }

  @Test
  void oneLostFileMeansThatAllEntriesAreRead() throws Exception {
    filled();
    for (Path lost : List.of(entries(), changes())) {
      Files.delete(lost);
      assertThat(fullReads(false)).isEqualTo(2);
      assertThat(fullReads(true)).isEqualTo(2);
    }
  }

  @Test
  void aFileWithAnotherByteOrCutAnywhereNeverGivesAWrongEntry() throws Exception {
    filled();
    for (int i = 0; i < 3; i++) {
      history.add(random);
      assertSame(true);
    }
    history.add(random);
    for (Path file : List.of(entries(), changes())) {
      byte[] whole = Files.readAllBytes(file);
      for (int at = 0; at < whole.length; at += 1 + random.nextInt(23)) {
        byte[] other = whole.clone();
        other[at] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, other);
        assertSame(false);
        Files.write(file, Arrays.copyOf(whole, at));
        assertSame(false);
      }
      Files.write(file, whole);
    }
    assertThat(fullReads(false)).isZero();
  }

  @Test
  void whatAKilledRunLeftBehindTheLastWholeBlockIsWrittenOver() throws Exception {
    filled();
    byte[] whole = Files.readAllBytes(changes());
    history.add(random);
    assertThat(fullReads(true)).isZero();
    byte[] longer = Files.readAllBytes(changes());
    for (int length = whole.length; length < longer.length; length += 7) {
      Files.write(changes(), Arrays.copyOf(longer, length));
      append(new byte[] {1, 0, 0, 0, 9, 3});
      assertThat(fullReads(true)).isZero();
      assertThat(fullReads(true)).isZero();
    }
  }

  private void append(byte[] bytes) throws IOException {
    Files.write(changes(), bytes, StandardOpenOption.APPEND);
  }
}
