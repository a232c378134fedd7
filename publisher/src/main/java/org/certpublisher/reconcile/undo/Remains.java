package org.certpublisher.reconcile.undo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.certpublisher.cert.Sha256;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.StoredValue;
import org.certpublisher.directory.ValueContent;
import org.certpublisher.state.Journaled;

/**
 * What an entry still has of a change. A value that only got another spelling, so that it went and
 * came, is left aside.
 *
 * @param come the values that came and are there
 * @param gone the values that went and are not there
 * @param missed how many came and are not there
 * @param back the values that went and are there
 */
record Remains(List<StoredValue> come, List<StoredValue> gone, int missed, List<StoredValue> back) {
  static Remains of(DirectoryEntry entry, Journaled said) {
    Set<Value> went = new HashSet<>();
    said.gone().forEach(one -> went.add(Value.of(one.value())));
    Set<Value> came = new HashSet<>();
    List<StoredValue> come = new ArrayList<>();
    int missed = 0;
    for (Journaled.Come one : said.come()) {
      Optional<StoredValue> found = find(entry, one);
      Optional<Value> value =
          one.value()
              .map(digest -> new Value(one.attribute(), digest))
              .or(() -> found.map(Value::of));
      value.ifPresent(came::add);
      if (value.filter(went::contains).isEmpty()) {
        found.ifPresent(come::add);
        missed += found.isPresent() ? 0 : 1;
      }
    }
    Set<Value> held = new HashSet<>();
    entry.values().forEach(value -> held.add(Value.of(value)));
    List<StoredValue> gone = new ArrayList<>();
    List<StoredValue> back = new ArrayList<>();
    for (Journaled.Gone one : said.gone()) {
      Value value = Value.of(one.value());
      if (!came.contains(value)) {
        (held.contains(value) ? back : gone).add(one.value());
      }
    }
    return new Remains(List.copyOf(come), List.copyOf(gone), missed, List.copyOf(back));
  }

  private static Optional<StoredValue> find(DirectoryEntry entry, Journaled.Come come) {
    return entry.values(come.attribute()).stream()
        .filter(
            value ->
                come.value()
                    .map(digest -> digest.equals(value.bytes().sha256()))
                    .orElseGet(
                        () ->
                            ValueContent.identity(value)
                                .filter(come.certificate()::equals)
                                .isPresent()))
        .findFirst();
  }

  /** Whether the entry has the values as the run left them. */
  boolean isAsLeft() {
    return missed == 0 && back.isEmpty();
  }

  /** Whether it has them as they were before the run, or none were changed. */
  boolean isAsBefore() {
    return come.isEmpty() && gone.isEmpty();
  }

  /** The values that are there or could be. */
  Stream<StoredValue> all() {
    return Stream.of(come, gone, back).flatMap(List::stream);
  }

  /** A value whatever it is stored under. */
  private record Value(CertificateAttribute attribute, Sha256 digest) {
    static Value of(StoredValue value) {
      return new Value(value.attribute(), value.bytes().sha256());
    }
  }
}
