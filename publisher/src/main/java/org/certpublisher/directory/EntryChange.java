package org.certpublisher.directory;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Sha256;

/**
 * The change of one entry: one modify operation, or one add operation that makes it.
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

  /**
   * What an entry needs so that it can hold the values.
   *
   * @param created whether the change makes the entry
   * @param classes the values of objectClass that come
   * @param others further attributes of an entry that is made, one value each, by name
   */
  public record Frame(boolean created, List<String> classes, Map<String, Der> others) {
    /** Nothing. */
    public static final Frame NONE = new Frame(false, List.of(), Map.of());

    /** Copies its collections; the others in the order of their names. */
    public Frame {
      classes = List.copyOf(classes);
      others = Collections.unmodifiableMap(new TreeMap<>(others));
    }

    /** Classes that an entry gets besides those it has. */
    public static Frame of(List<String> classes) {
      return new Frame(false, classes, Map.of());
    }

    /** Whether nothing comes. */
    public boolean isEmpty() {
      return !created && classes.isEmpty() && others.isEmpty();
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
        : Optional.of(new EntryChange(dn, version, before, rest, frame));
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
