package org.certpublisher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.certpublisher.config.ConfigFolder;
import org.certpublisher.config.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class SourceWatchTest {
  private static final FileTime THEN = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

  @TempDir Path temp;

  private Path file(String name, String text) throws Exception {
    Path file = temp.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, THEN);
    return file;
  }

  private long seen() {
    return Fingerprint.of(List.of(temp.resolve("index.txt"), temp.resolve("folder")));
  }

  @Test
  void everyWayToChangeAFileIsSeen() throws Exception {
    Path index = file("index.txt", "V one");
    long first = seen();
    assertThat(seen()).isEqualTo(first);
    file("index.txt", "V one\nV two");
    long longer = seen();
    Files.setLastModifiedTime(index, FileTime.from(THEN.toInstant().plusNanos(1000)));
    long touched = seen();
    Files.setLastModifiedTime(index, THEN);
    assertThat(seen()).isEqualTo(longer);
    Files.move(file("new", "V one\nV two"), index, StandardCopyOption.REPLACE_EXISTING);
    long renamed = seen();
    Files.delete(index);
    assertThat(List.of(first, longer, touched, renamed, seen())).doesNotHaveDuplicates();
  }

  @Test
  void aFolderChangesWithWhatLiesInIt() throws Exception {
    long absent = seen();
    Path one = file("folder/one.pem", "1");
    final long withOne = seen();
    Path deep = file("folder/more/two.pem", "2");
    final long withTwo = seen();
    Files.move(one, one.resolveSibling("renamed.pem"));
    final long renamed = seen();
    Files.delete(deep);
    assertThat(List.of(absent, withOne, withTwo, renamed, seen())).doesNotHaveDuplicates();
  }

  @Test
  void aLinkIsLookedThrough() throws Exception {
    Path target = file("elsewhere", "1");
    Files.createSymbolicLink(temp.resolve("index.txt"), target);
    long before = seen();
    file("elsewhere", "12");
    assertThat(seen()).isNotEqualTo(before);
  }

  @Test
  void aPublicationDependsOnTheDatabaseAndOnListsThatAreFiles() throws Exception {
    Configuration configuration =
        configuration(
            "    revocation: { crls: [ ca.crl, \"http://pki.example.com/ca.crl\" ],"
                + " publish: [ delta.crl ] }\n");
    assertThat(SourceWatch.paths(configuration, configuration.publications().get(0)))
        .containsExactly(temp.resolve("index.txt"), temp.resolve("ca.crl"));
    assertThat(SourceWatch.paths(configuration, configuration.publications().get(1)))
        .containsExactly(temp.resolve("ca.crl"), temp.resolve("delta.crl"));
  }

  private Configuration configuration(String revocation) throws Exception {
    return new ConfigFolder(temp)
        .read(
            ConfigFolder.GOOD.replace("directories:\n", revocation + "directories:\n")
                + "  - name: ca\n"
                + "    authorities: [ corp-ca ]\n"
                + "    directory: corp\n"
                + "    mode: full\n"
                + "    profile: ca\n"
                + "    attributes: [ cACertificate, certificateRevocationList ]\n");
  }

  @Test
  void onlyThePublicationThatDependsOnAFileIsToldOfItsChange() throws Exception {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    SourceWatch watch = new SourceWatch(Clock.systemUTC(), told::add);
    try {
      watch.follow(configuration("    revocation: { crls: [ ca.crl ] }\n"));
      file("index.txt", "V one");
      assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo("smime");
      file("ca.crl", "a list");
      assertThat(List.of(told.take(), told.take())).containsExactlyInAnyOrder("smime", "ca");
      assertThat(told).isEmpty();
    } finally {
      watch.end();
    }
  }
}
