package org.certpublisher.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.cert.match.MatchRules;
import org.certpublisher.directory.AttributeChange;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.DirectoryDescription;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.EntryLimits;
import org.certpublisher.directory.Fact;
import org.certpublisher.directory.Outcome;
import org.certpublisher.directory.Spelling;
import org.certpublisher.directory.StoredValue;
import org.certpublisher.testing.file.ChangeFile;

/**
 * A directory in memory that guards its entries as the real ones do, counts what is written, and
 * fails where a test wants it to. With a file it outlives its process: every change that was
 * carried out is a line there.
 */
public final class FakeDirectory implements Directory {
  private final Map<String, List<Mailbox>> mailboxes = new LinkedHashMap<>();
  private final Map<String, List<StoredValue>> values = new LinkedHashMap<>();
  private final Map<String, EntryChange.Frame> frames = new LinkedHashMap<>();
  private final Optional<Path> log;
  private final List<List<EntryChange>> windows = new ArrayList<>();
  private Function<EntryChange, Optional<Outcome>> answer = change -> Optional.empty();
  private Consumer<List<EntryChange>> beforeWindow = window -> {};
  private int changesUntilLost = Integer.MAX_VALUE;
  private int entriesUntilLost = Integer.MAX_VALUE;
  private int written;

  /** Gone with its process. */
  public FakeDirectory() {
    this.log = Optional.empty();
  }

  /** Kept in a file. */
  public FakeDirectory(Path log) {
    this.log = Optional.of(log);
  }

  /** An entry without certificates. */
  public FakeDirectory person(String dn, String... addresses) {
    mailboxes.put(dn, List.of(addresses).stream().map(Mailbox::of).toList());
    values.put(dn, new ArrayList<>());
    return this;
  }

  /** Puts a value into an entry, as somebody else would. */
  public FakeDirectory put(String dn, CertificateAttribute attribute, Der value) {
    of(dn).add(new StoredValue(attribute, attribute.ldapName(), value));
    return this;
  }

  /** Takes all values out of an entry, as somebody else would. */
  public FakeDirectory clear(String dn) {
    of(dn).clear();
    return this;
  }

  /** Carries out what an earlier process wrote to the file. */
  public FakeDirectory replay() {
    try {
      Path file = log.orElseThrow();
      for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
        String[] parts = line.split("\t", -1);
        if (parts.length == 5 && parts[4].equals(".")) {
          StoredValue value =
              new StoredValue(
                  CertificateAttribute.valueOf(parts[2]),
                  CertificateAttribute.valueOf(parts[2]).ldapName(),
                  Der.fromBase64(parts[3]));
          if (parts[1].equals("+")) {
            values.computeIfAbsent(parts[0], made -> new ArrayList<>()).add(value);
          } else {
            of(parts[0]).remove(value);
          }
        }
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the server answers to a change instead of carrying it out. */
  public void answering(Function<EntryChange, Optional<Outcome>> how) {
    answer = how;
  }

  /** Is called with each window before it is carried out. */
  public void beforeWindow(Consumer<List<EntryChange>> hook) {
    beforeWindow = hook;
  }

  /** After so many more changes the directory is lost. */
  public void loseAfterChanges(int changes) {
    changesUntilLost = changes;
  }

  /** A read breaks off after so many entries. */
  public void loseAfterEntries(int entries) {
    entriesUntilLost = entries;
  }

  /** Adds an attribute to an entry that was made, as somebody else would. */
  public void add(String dn, String attribute, String value) {
    frames.computeIfPresent(dn, (name, frame) -> MatchTexts.with(frame, attribute, value));
  }

  /** Takes an entry away, as somebody else would. */
  public FakeDirectory remove(String dn) {
    mailboxes.remove(dn);
    frames.remove(dn);
    values.remove(dn);
    return this;
  }

  /** How many changes were carried out. */
  public int written() {
    return written;
  }

  /** The windows as they were sent. */
  public List<List<EntryChange>> windows() {
    return windows;
  }

  /** The values of one attribute of an entry. */
  public List<Der> held(String dn, CertificateAttribute attribute) {
    return of(dn).stream()
        .filter(value -> value.attribute() == attribute)
        .map(StoredValue::bytes)
        .toList();
  }

  private List<StoredValue> of(String dn) {
    List<StoredValue> found = values.get(dn);
    if (found == null) {
      throw new IllegalArgumentException("no entry " + dn);
    }
    return found;
  }

  private DirectoryEntry entry(String dn, boolean thin) {
    List<Mailbox> known = mailboxes.getOrDefault(dn, List.of());
    return new DirectoryEntry(dn, "", known, MatchTexts.mail(known), thin ? List.of() : of(dn));
  }

  private void stream(Consumer<DirectoryEntry> consumer, boolean thin) throws DirectoryException {
    int left = entriesUntilLost;
    for (String dn : List.copyOf(values.keySet())) {
      if (left-- == 0) {
        throw new DirectoryException("the connection to fake was lost");
      }
      consumer.accept(entry(dn, thin));
    }
  }

  @Override
  public EntryLimits limits() {
    return EntryLimits.NONE;
  }

  @Override
  public MatchRules match() {
    return MatchRules.MAIL;
  }

  @Override
  public void readMailboxes(Consumer<DirectoryEntry> consumer) throws DirectoryException {
    stream(consumer, true);
  }

  @Override
  public void readEntries(Consumer<DirectoryEntry> consumer) throws DirectoryException {
    stream(consumer, false);
  }

  @Override
  public Optional<Whole> readWhole(String dn) {
    EntryChange.Frame none = new EntryChange.Frame(EntryChange.Fate.REMOVED, List.of(), Map.of());
    return read(dn).map(entry -> new Whole(entry, frames.getOrDefault(dn, none)));
  }

  @Override
  public boolean mayHold(EntryChange.Frame frame) {
    return true;
  }

  @Override
  public Optional<DirectoryEntry> read(String dn) {
    return values.containsKey(dn) ? Optional.of(entry(dn, false)) : Optional.empty();
  }

  @Override
  public Set<String> select(Only only) {
    Set<String> selected = new TreeSet<>();
    mailboxes.forEach(
        (dn, all) -> {
          if (switch (only.kind()) {
            case DN -> dn.equals(only.text());
            case ADDRESS -> all.stream().anyMatch(Mailbox.of(only.text())::matches);
            case FILTER -> throw new UnsupportedOperationException();
          }) {
            selected.add(dn);
          }
        });
    return selected;
  }

  @Override
  public List<Outcome> modify(List<EntryChange> changes) throws DirectoryException {
    windows.add(changes);
    beforeWindow.accept(changes);
    List<Outcome> outcomes = new ArrayList<>();
    for (EntryChange change : changes) {
      if (changesUntilLost-- <= 0) {
        throw new DirectoryException("the connection to fake was lost; is it running?");
      }
      outcomes.add(modify(change));
    }
    return outcomes;
  }

  private Outcome modify(EntryChange change) {
    Optional<Outcome> instead = answer.apply(change);
    if (instead.isPresent()) {
      return instead.get();
    }
    if (change.frame().created()) {
      mailboxes.putIfAbsent(change.dn(), MatchTexts.mail(change.frame()));
      frames.putIfAbsent(change.dn(), MatchTexts.whole(change.frame()));
    }
    if (change.frame().created()
        ? values.putIfAbsent(change.dn(), new ArrayList<>()) != null
        : !entry(change.dn(), false).valuesDigest().equals(change.before())) {
      return new Outcome(Outcome.Kind.MOVED, "the entry has changed since it was read");
    }
    StringBuilder lines = new StringBuilder();
    for (AttributeChange attribute : change.attributes()) {
      for (AttributeChange.Withdrawal gone : attribute.withdraw()) {
        of(change.dn()).remove(gone.value());
        lines.append(
            ChangeFile.line(change.dn(), "-", attribute.attribute(), gone.value().bytes()));
      }
      for (AttributeChange.Publication come : attribute.publish()) {
        put(change.dn(), attribute.attribute(), come.bytes());
        lines.append(ChangeFile.line(change.dn(), "+", attribute.attribute(), come.bytes()));
      }
    }
    if (change.frame().removed()) {
      remove(change.dn());
    }
    log.ifPresent(file -> ChangeFile.append(file, lines.toString()));
    written++;
    return Outcome.DONE;
  }

  @Override
  public DirectoryDescription describe() {
    Map<CertificateAttribute, Spelling> spellings = new EnumMap<>(CertificateAttribute.class);
    for (CertificateAttribute attribute : CertificateAttribute.values()) {
      spellings.put(attribute, Spelling.plain(attribute));
    }
    return new DirectoryDescription("fake 1.0", "ldap://fake", spellings, List.of(), "");
  }

  @Override
  public List<Fact> inspect() {
    return List.of();
  }

  @Override
  public List<Fact> inspect(List<Wanted> wanted) {
    return List.of();
  }

  @Override
  public void close() {}
}
