package org.certpublisher.directory;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How much an entry may hold, values of others included. What passes a warn limit is reported; a
 * change by which an entry would grow over a stop limit is not made.
 *
 * @param values how many values of one attribute
 * @param bytes how many bytes the values of one attribute have
 * @param together how many values both attributes have
 */
public record EntryLimits(Limit values, Limit bytes, Limit together) {
  /** None at all. */
  public static final EntryLimits NONE = new EntryLimits(Limit.NONE, Limit.NONE, Limit.NONE);

  /**
   * What stands behind Microsoft's Active Directory: Entra Connect (error LargeObject, and synced
   * certificates go), Exchange's offline address book (MaxMultivaluedBinaryPropertySize), and the
   * page of 8 KB in which the references to an entry's values have to fit.
   */
  public static final EntryLimits ACTIVE_DIRECTORY =
      new EntryLimits(
          new Limit(Optional.of(15), Optional.empty(), "Entra Connect exports no such entry"),
          new Limit(
              Optional.of(65_536),
              Optional.empty(),
              "Exchange's offline address book leaves out the rest"),
          new Limit(
              Optional.empty(),
              Optional.of(1200),
              "Active Directory holds no more in an entry, other attributes included"));

  /**
   * One limit; 0 is none, and so is an absent number.
   *
   * @param why what happens beyond it; empty when it was only configured
   */
  public record Limit(Optional<Integer> warn, Optional<Integer> stop, String why) {
    /** No limit. */
    public static final Limit NONE = new Limit(Optional.empty(), Optional.empty(), "");

    private Limit or(Limit usual) {
      return new Limit(warn.or(usual::warn), stop.or(usual::stop), why.isEmpty() ? usual.why : why);
    }

    private static boolean isPassed(Optional<Integer> limit, long amount) {
      return limit.isPresent() && limit.get() > 0 && amount > limit.get();
    }
  }

  /** What one limit is about: an amount before and after a change. */
  private record Measure(Limit limit, String of, String unit, long before, long after) {
    Optional<String> warning() {
      return Limit.isPassed(limit.warn(), after)
          ? Optional.of(text("has", limit.warn().orElse(0)))
          : Optional.empty();
    }

    Optional<String> refusal() {
      return Limit.isPassed(limit.stop(), after) && after > before
          ? Optional.of(text("would have", limit.stop().orElse(0)))
          : Optional.empty();
    }

    private String text(String has, int most) {
      return String.format(Locale.ROOT, "%s %s %,d %s, more than %,d", of, has, after, unit, most)
          + (limit.why().isEmpty() ? "" : ": " + limit.why());
    }
  }

  /** The same, with the usual limits where nothing is said. */
  public EntryLimits or(EntryLimits usual) {
    return new EntryLimits(
        values.or(usual.values), bytes.or(usual.bytes), together.or(usual.together));
  }

  /** Which stop limit an entry would grow over by a change, and why it matters. */
  public Optional<String> refusal(DirectoryEntry entry, EntryChange change) {
    return equals(NONE)
        ? Optional.empty()
        : measures(entry, Optional.of(change)).flatMap(one -> one.refusal().stream()).findFirst();
  }

  /** Which warn limit an entry is over after its change, and why it matters. */
  public Optional<String> warning(DirectoryEntry entry, Optional<EntryChange> change) {
    return equals(NONE)
        ? Optional.empty()
        : measures(entry, change).flatMap(one -> one.warning().stream()).findFirst();
  }

  private Stream<Measure> measures(DirectoryEntry entry, Optional<EntryChange> change) {
    Stream.Builder<Measure> measures = Stream.builder();
    long before = 0;
    long after = 0;
    for (CertificateAttribute attribute : CertificateAttribute.values()) {
      List<Integer> was = lengths(entry.values(attribute));
      List<Integer> is =
          change.flatMap(made -> made.of(attribute)).map(EntryLimits::lengths).orElse(was);
      before += was.size();
      after += is.size();
      String name = attribute.ldapName();
      measures.add(new Measure(values, name, "values", was.size(), is.size()));
      measures.add(new Measure(bytes, name, "bytes", sum(was), sum(is)));
    }
    measures.add(new Measure(together, "the entry", "certificate values", before, after));
    return measures.build();
  }

  private static List<Integer> lengths(List<StoredValue> values) {
    return values.stream().map(value -> value.bytes().length()).toList();
  }

  /** Those of the values that are there afterwards. */
  private static List<Integer> lengths(AttributeChange change) {
    return Stream.concat(
            lengths(change.kept()).stream(),
            change.publish().stream().map(come -> come.bytes().length()))
        .toList();
  }

  private static long sum(List<Integer> lengths) {
    return lengths.stream().mapToLong(Integer::longValue).sum();
  }
}
