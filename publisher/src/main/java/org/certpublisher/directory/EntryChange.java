package org.certpublisher.directory;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Sha256;

/**
 * The change of one entry: one modify operation, or the add that makes it, or the delete that
 * removes it.
 *
 * @param version the entry's version that was read; empty where the server has none
 * @param before {@link DirectoryEntry#valuesDigest} of the entry that was planned on
 * @param attributes at most one change an attribute, none of them empty
 * @param frame what comes besides the values
 */
public record EntryChange(
    String dn, String version, Sha256 before, List<AttributeChange> attributes, Frame frame) {
  /** Copies its collection. */
  public EntryChange {
    attributes = List.copyOf(attributes);
  }

  /** A change of values alone. */
  public EntryChange(String dn, String version, Sha256 before, List<AttributeChange> attributes) {
    this(dn, version, before, attributes, Frame.NONE);
  }

  /** What becomes of the entry itself. */
  public enum Fate {
    /** It is there and stays. */
    STAYS,
    /** The change makes it. */
    CREATED,
    /** The change removes it, its values included. */
    REMOVED
  }

  /**
   * What an entry has besides the values.
   *
   * @param classes the values of objectClass that come; all of an entry that goes
   * @param others further attributes of an entry that comes or goes, by name
   */
  public record Frame(Fate fate, List<String> classes, Map<String, List<Der>> others) {
    /** Nothing. */
    public static final Frame NONE = new Frame(Fate.STAYS, List.of(), Map.of());

    /** Copies its collections; the others in the order of their names. */
    public Frame {
      classes = List.copyOf(classes);
      TreeMap<String, List<Der>> sorted = new TreeMap<>();
      others.forEach((name, values) -> sorted.put(name, List.copyOf(values)));
      others = Collections.unmodifiableMap(sorted);
    }

    /** Classes that an entry gets besides those it has. */
    public static Frame of(List<String> classes) {
      return new Frame(Fate.STAYS, classes, Map.of());
    }

    /** Whether the change makes the entry. */
    public boolean created() {
      return fate == Fate.CREATED;
    }

    /** Whether the change removes the entry. */
    public boolean removed() {
      return fate == Fate.REMOVED;
    }

    /** Whether the change is one of values alone. */
    public boolean isEmpty() {
      return fate == Fate.STAYS && classes.isEmpty() && others.isEmpty();
    }
  }

  /** The same change with its losses held; empty when nothing else is in it. */
  public Optional<EntryChange> withoutLosses() {
    List<AttributeChange> rest =
        attributes.stream()
            .map(AttributeChange::withoutLosses)
            .filter(change -> !change.isEmpty())
            .toList();
    return rest.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new EntryChange(dn, version, before, rest, frame.removed() ? Frame.NONE : frame));
  }

  /** What becomes of one attribute; empty when nothing does. */
  public Optional<AttributeChange> of(CertificateAttribute attribute) {
    return attributes.stream().filter(change -> change.attribute() == attribute).findFirst();
  }

  /** How many certificates, both attributes counted as one, the entry loses without a successor. */
  public int losses() {
    return (int)
        attributes.stream()
            .flatMap(change -> change.withdraw().stream())
            .filter(AttributeChange.Withdrawal::loss)
            .map(AttributeChange.Withdrawal::certificate)
            .distinct()
            .count();
  }
}
