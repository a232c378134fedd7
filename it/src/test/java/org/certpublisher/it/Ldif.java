package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldif.LDIFChangeRecord;
import com.unboundid.ldif.LDIFReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.Fact;
import org.certpublisher.directory.ldap.LdapDirectory;
import org.certpublisher.directory.ldap.LdapSettings;

/** What check prints, loaded as an administrator loads it. */
final class Ldif {
  private Ldif() {}

  /** Loads changes; a record without a changetype is an entry to add. */
  static void load(LDAPConnection admin, String ldif) throws Exception {
    assertThat(ldif).isNotBlank();
    try (LDIFReader reader =
        new LDIFReader(new ByteArrayInputStream(ldif.getBytes(StandardCharsets.UTF_8)))) {
      for (LDIFChangeRecord next = reader.readChangeRecord(true);
          next != null;
          next = reader.readChangeRecord(true)) {
        next.processChange(admin);
      }
    }
  }

  /** What stands below the line that says so, up to the next line of a check. */
  static String cure(Program.Result check, String words) {
    List<String> lines = check.out().lines().toList();
    int line =
        IntStream.range(0, lines.size())
            .filter(i -> lines.get(i).contains(words))
            .findFirst()
            .orElseThrow(() -> new AssertionError(words + " in " + check.all()));
    return lines.subList(line + 1, lines.size()).stream()
        .takeWhile(one -> !one.matches("(ok {2}|warn|fail) {2}.*"))
        .collect(Collectors.joining("\n"))
        .strip();
  }

  /** What a directory's check says. */
  static List<Fact> check(LdapSettings settings) throws Exception {
    try (Directory directory = LdapDirectory.open(settings)) {
      return directory.inspect();
    }
  }

  /** The one fact of this kind that says so. */
  static Fact fact(List<Fact> facts, Fact.Kind kind, String words) {
    List<Fact> found =
        facts.stream().filter(fact -> fact.kind() == kind && fact.text().contains(words)).toList();
    assertThat(found).as(words + " in " + facts).hasSize(1);
    return found.get(0);
  }
}
