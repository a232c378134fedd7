package org.certpublisher.directory;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.certpublisher.cert.match.MatchRules;

/**
 * The entries of one configured base. Reads are streamed and either come to their end or throw.
 * Consumers are called by one thread at a time.
 */
public interface Directory extends AutoCloseable {
  /** By what certificates find the entries. */
  MatchRules match();

  /** What an entry of it should not hold more of, unless a publication says otherwise. */
  EntryLimits limits() throws DirectoryException;

  /** Streams every entry without certificate values: its name and what the rules match it by. */
  void readMailboxes(Consumer<DirectoryEntry> consumer) throws DirectoryException;

  /** Streams every entry with the values of the attributes that are cared for. */
  void readEntries(Consumer<DirectoryEntry> consumer) throws DirectoryException;

  /** Reads one entry with its values; empty when it is not there. */
  Optional<DirectoryEntry> read(String dn) throws DirectoryException;

  /** Reads one entry with all that people put into it. */
  Optional<Whole> readWhole(String dn) throws DirectoryException;

  /**
   * An entry with all its attributes, those left aside that the server keeps itself.
   *
   * @param rest what it has besides certificates, as of an entry that is to be removed; the values
   *     of an attribute in the order of their digests
   */
  record Whole(DirectoryEntry entry, EntryChange.Frame rest) {}

  /**
   * Whether an entry with this content would be among those that are read, as far as can be told:
   * what the server adds to it is not known.
   */
  boolean mayHold(EntryChange.Frame frame);

  /** The names of the entries that {@code --only} means. */
  Set<String> select(Only only) throws DirectoryException;

  /**
   * Carries out the changes, each in one guarded modify operation, several at a time. Only {@code
   * Publisher} calls this.
   *
   * @return one outcome a change, in the order of the changes
   * @throws DirectoryException when the directory is lost for good; the outcomes are then unknown
   */
  List<Outcome> modify(List<EntryChange> changes) throws DirectoryException;

  /** What was found of the server when it was connected to: kind, spellings, controls, schema. */
  DirectoryDescription describe() throws DirectoryException;

  /**
   * What only a look or a try tells, for {@code check}: whether all entries come, allow the
   * attributes and may be written. Nothing is written, but the server's log may show the try.
   */
  List<Fact> inspect() throws DirectoryException;

  /** The same for entries that a publication names itself, or makes. */
  List<Fact> inspect(List<Wanted> wanted) throws DirectoryException;

  /**
   * An entry that is written to by its name.
   *
   * @param attributes what is written
   * @param made with what it is made; {@link EntryChange.Frame#NONE} where that is not known
   */
  record Wanted(
      String dn, Set<CertificateAttribute> attributes, EntryChange.Frame made, Making making) {
    /** Copies its collection. */
    public Wanted {
      attributes = Collections.unmodifiableSet(EnumSet.copyOf(attributes));
    }

    /** Whether it is made. */
    public enum Making {
      /** It has to be there. */
      NEVER,
      /** If it is not there. */
      ONCE,
      /** It stands for many of its kind right below the same name, which come and go. */
      OFTEN
    }
  }

  /** Which servers were used instead of others, and why: one line each, empty when all was well. */
  default List<String> moves() {
    return List.of();
  }

  /** Closes all connections; never throws. */
  @Override
  void close();

  /** What {@code --only} names: a mail address, a DN or an LDAP filter. */
  record Only(Kind kind, String text) {
    /** How the text is meant. */
    public enum Kind {
      /** The entries with this mailbox. */
      ADDRESS,
      /** The entry of this name. */
      DN,
      /** The entries that match this filter (RFC 4515). */
      FILTER
    }
  }
}
