package org.certpublisher.directory.follow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.certpublisher.cert.Sha256;
import org.certpublisher.cert.match.MatchRules;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.DirectoryDescription;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.EntryLimits;
import org.certpublisher.directory.Fact;
import org.certpublisher.directory.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A directory of which only what changed is read: the rest comes from a mirror of the last read. An
 * entry that the mirror has otherwise than the directory is not harmed: each write asserts what was
 * read or reads the entry again, else it is left alone and the next run reads all. What a mirror
 * may hide is another entry of the same mailbox, and that an entry was deleted: for a day at most,
 * or as {@code full-compare} says.
 */
public final class FollowedDirectory implements Directory {
  private static final Logger LOG = LoggerFactory.getLogger(FollowedDirectory.class);

  private final Directory directory;
  private final ChangeSource source;
  private final MirrorPlace place;
  private final Terms terms;
  private final Clock clock;
  private Optional<Mirror> mirror = Optional.empty();
  private boolean decided;
  private long sent;

  /**
   * How long a mirror is good.
   *
   * @param name of the directory, for the log
   * @param settings a digest of all that decides which entries there are
   * @param fullCompare after which time all entries are read again
   * @param keeps whether this run keeps what it reads; else it only uses what is there
   */
  public record Terms(String name, Sha256 settings, Duration fullCompare, boolean keeps) {}

  /**
   * For one run.
   *
   * @param file where the mirror lies; another one lies beside it
   */
  public FollowedDirectory(
      Directory directory, ChangeSource source, Path file, Terms terms, Clock clock) {
    this.directory = directory;
    this.source = source;
    this.place = new MirrorPlace(file);
    this.terms = terms;
    this.clock = clock;
  }

  @Override
  public MatchRules match() {
    return directory.match();
  }

  @Override
  public EntryLimits limits() throws DirectoryException {
    return directory.limits();
  }

  @Override
  public void readMailboxes(Consumer<DirectoryEntry> consumer) throws DirectoryException {
    if (isFollowed()) {
      give(true, consumer);
    } else {
      directory.readMailboxes(consumer);
    }
  }

  @Override
  public void readEntries(Consumer<DirectoryEntry> consumer) throws DirectoryException {
    if (isFollowed()) {
      give(false, consumer);
    } else if (terms.keeps()) {
      readAll(consumer);
    } else {
      directory.readEntries(consumer);
    }
  }

  private void give(boolean thin, Consumer<DirectoryEntry> consumer) throws DirectoryException {
    try {
      mirror.orElseThrow().forEach(thin, consumer);
    } catch (IOException e) {
      forget("the mirror " + place.entries() + " could not be read to its end");
      throw new DirectoryException(
          "the mirror %s could not be read (%s); run again, all entries are read then"
              .formatted(place.entries(), e),
          e);
    }
  }

  /** Whether the mirror serves this run; decided, and the changes read, when it is first asked. */
  private boolean isFollowed() {
    if (!decided) {
      decided = true;
      if (place.isThere()) {
        follow();
      } else {
        LOG.debug("{}: all entries are read: there is no mirror yet", terms.name());
      }
    }
    return mirror.isPresent();
  }

  private void follow() {
    String why;
    try {
      Mirror opened = Mirror.open(place, terms.keeps());
      mirror = Optional.of(opened);
      why = objection(opened.header());
      if (why.isEmpty()) {
        int entries = takeChanges(opened);
        LOG.atLevel(entries == 0 ? Level.DEBUG : Level.INFO)
            .log("{}: read only what changed, entries: {}", terms.name(), entries);
        return;
      }
    } catch (NoSuchFileException e) {
      why = e.getFile() + " is missing";
    } catch (IOException | UncheckedIOException e) {
      why = "the mirror %s cannot be used (%s)".formatted(place.entries(), e.getMessage());
    } catch (OddCookieException | DirectoryException | Mirror.TooManyException e) {
      why = String.valueOf(e.getMessage());
    }
    letGo();
    LOG.info("{}: all entries are read: {}", terms.name(), why);
  }

  /** Why the mirror is not gone on from; empty when it is. */
  private String objection(MirrorHeader header) {
    Instant now = clock.instant();
    if (!header.settings().equals(terms.settings())) {
      return "the directory's settings are others than at the last run";
    }
    if (header.extent().count() == 0) {
      return "there was none at the last run";
    }
    if (header.full().isAfter(now)) {
      return "they were last read at " + header.full() + ", which is yet to come";
    }
    return header.full().plus(terms.fullCompare()).isAfter(now)
        ? ""
        : "they were last read at %s, full-compare is %s"
            .formatted(header.full(), terms.fullCompare());
  }

  private int takeChanges(Mirror opened)
      throws IOException, DirectoryException, OddCookieException {
    Mirror.Changes changes = opened.change();
    ChangeSource.Cookie next = source.readChanges(opened.cookie(), changes::changed, changes::gone);
    if (next.text().isEmpty()) {
      throw new OddCookieException(next.why());
    }
    for (String name : changes.namesakes()) {
      if (directory.read(name).isEmpty()) {
        changes.gone(name);
      }
    }
    changes.commit(next.text());
    return changes.count();
  }

  private void readAll(Consumer<DirectoryEntry> consumer) throws DirectoryException {
    Instant started = clock.instant();
    try (Recording recording = new Recording(place, consumer)) {
      ChangeSource.Cookie cookie = source.readAll(recording);
      if (cookie.text().isEmpty()) {
        forget("changes cannot be followed: " + cookie.why());
      } else {
        recording.commit(terms.settings(), started, cookie.text());
      }
    } catch (IOException e) {
      forget("the mirror %s cannot be written (%s)".formatted(place.entries(), e));
    }
  }

  private void forget(String why) {
    LOG.info("{}: the next run reads all entries: {}", terms.name(), why);
    try {
      place.forget();
    } catch (IOException e) {
      LOG.warn("delete the mirror {}: {}", place.entries(), e.toString());
    }
  }

  @Override
  public Optional<Whole> readWhole(String dn) throws DirectoryException {
    return directory.readWhole(dn);
  }

  @Override
  public boolean mayHold(EntryChange.Frame frame) {
    return directory.mayHold(frame);
  }

  @Override
  public Optional<DirectoryEntry> read(String dn) throws DirectoryException {
    return directory.read(dn);
  }

  @Override
  public Set<String> select(Only only) throws DirectoryException {
    return directory.select(only);
  }

  @Override
  public List<Outcome> modify(List<EntryChange> changes) throws DirectoryException {
    List<Outcome> outcomes = directory.modify(changes);
    sent += changes.size();
    boolean moved = outcomes.stream().anyMatch(one -> one.kind() == Outcome.Kind.MOVED);
    if (place.isThere() && (moved || sent > ChangeLog.MOST)) {
      forget(moved ? "an entry was found otherwise than it was read" : "many were changed");
    }
    return outcomes;
  }

  @Override
  public DirectoryDescription describe() throws DirectoryException {
    return directory.describe();
  }

  @Override
  public List<Fact> inspect() throws DirectoryException {
    return directory.inspect();
  }

  @Override
  public List<Fact> inspect(List<Wanted> wanted) throws DirectoryException {
    return directory.inspect(wanted);
  }

  @Override
  public List<String> moves() {
    return directory.moves();
  }

  private void letGo() {
    try {
      if (mirror.isPresent()) {
        mirror.get().close();
      }
    } catch (IOException e) {
      LOG.debug("closing the mirror", e);
    }
    mirror = Optional.empty();
  }

  @Override
  public void close() {
    letGo();
    directory.close();
  }
}
