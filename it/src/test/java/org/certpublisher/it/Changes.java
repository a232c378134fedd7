package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.certpublisher.cert.Der;
import org.certpublisher.directory.AttributeChange;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.StoredValue;

/** Changes of an entry as it was read, and what it holds. */
final class Changes {
  private Changes() {}

  /** Takes the values that are to go out of what the entry holds, and adds others. */
  static AttributeChange change(
      DirectoryEntry entry, CertificateAttribute attribute, Set<Der> gone, Der... come) {
    List<StoredValue> kept =
        entry.values(attribute).stream().filter(v -> !gone.contains(v.bytes())).toList();
    List<AttributeChange.Withdrawal> withdraw =
        entry.values(attribute).stream()
            .filter(v -> gone.contains(v.bytes()))
            .map(v -> new AttributeChange.Withdrawal(v, v.bytes().sha256(), come.length == 0))
            .toList();
    return new AttributeChange(
        attribute,
        kept,
        withdraw,
        Stream.of(come).map(v -> new AttributeChange.Publication(v, v.sha256())).toList());
  }

  static EntryChange change(DirectoryEntry entry, AttributeChange... changes) {
    return new EntryChange(
        entry.dn(), entry.version(), entry.valuesDigest(), Arrays.asList(changes));
  }

  static DirectoryEntry entry(Directory directory, String dn) throws Exception {
    return directory.read(dn).orElseThrow();
  }

  static Set<Der> bytes(DirectoryEntry entry, CertificateAttribute attribute) {
    Set<Der> all = new HashSet<>();
    entry.values(attribute).forEach(value -> all.add(value.bytes()));
    assertThat(all).as("no value twice").hasSameSizeAs(entry.values(attribute));
    return all;
  }
}
