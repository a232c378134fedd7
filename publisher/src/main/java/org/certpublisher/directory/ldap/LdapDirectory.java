package org.certpublisher.directory.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.certpublisher.cert.match.MatchRules;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.DirectoryDescription;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.EntryLimits;
import org.certpublisher.directory.Fact;
import org.certpublisher.directory.Outcome;
import org.certpublisher.directory.follow.ChangeSource;
import org.certpublisher.directory.ldap.follow.Access;
import org.certpublisher.directory.ldap.follow.LdapChanges;
import org.certpublisher.directory.ldap.wire.Causes;
import org.certpublisher.directory.ldap.wire.EntryDecoder;
import org.certpublisher.directory.ldap.wire.EntryStream;
import org.certpublisher.directory.ldap.wire.Filters;
import org.certpublisher.directory.ldap.wire.LostException;
import org.certpublisher.directory.ldap.wire.Resumable;

/**
 * A directory reached by LDAP. Connected and probed at once, so that a wrong password or an
 * untrusted certificate shows before anything is read. Reads and changes may run side by side.
 */
public final class LdapDirectory implements Directory {
  private final LdapSettings settings;
  private final Connections connections;
  private final EntryDecoder decoder;
  private final Filter filter;

  private LdapDirectory(LdapSettings settings, Connections connections) throws DirectoryException {
    this.settings = settings;
    this.connections = connections;
    this.decoder = new EntryDecoder(settings.entries().match(), settings.entries().attributes());
    this.filter = Filters.parse(settings.entries().filter());
  }

  /** Connects to the first URL that answers, binds and finds out what the server can do. */
  public static LdapDirectory open(LdapSettings settings) throws DirectoryException {
    LdapDirectory directory = new LdapDirectory(settings, new Connections(settings));
    try {
      Server unused = directory.connections.server();
      return directory;
    } catch (DirectoryException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  @Override
  public MatchRules match() {
    return settings.entries().match();
  }

  @Override
  public EntryLimits limits() throws DirectoryException {
    return connections.server().kind().limits();
  }

  @Override
  public void readMailboxes(Consumer<DirectoryEntry> consumer) throws DirectoryException {
    stream(match().attributes(), filter(), entry -> consumer.accept(decoded(entry)));
  }

  @Override
  public void readEntries(Consumer<DirectoryEntry> consumer) throws DirectoryException {
    stream(attributes(), filter(), entry -> consumer.accept(decoded(entry)));
  }

  private DirectoryEntry decoded(SearchResultEntry entry) {
    return EntryDecoder.isRanged(entry) ? whole(entry) : decoder.decode(entry);
  }

  /** What it tells of changes; empty for a kind of server that cannot be asked. */
  public Optional<ChangeSource> changes(Clock clock) throws DirectoryException {
    Access access =
        new Access(
            settings.entries().bases(),
            this::filter,
            this::attributes,
            this::stream,
            this::decoded,
            connections::askReader);
    return connections.server().kind().stamp().map(one -> new LdapChanges(access, one, clock));
  }

  @Override
  public Optional<DirectoryEntry> read(String dn) throws DirectoryException {
    List<String> attributes = attributes();
    Server server = connections.server();
    return again(
        connection -> {
          Optional<SearchResultEntry> entry = server.entry(connection, dn, attributes);
          return entry.isPresent()
              ? Optional.of(decoder.decodeWhole(entry.get(), connection))
              : Optional.empty();
        });
  }

  @Override
  public Optional<Whole> readWhole(String dn) throws DirectoryException {
    List<String> attributes = new ArrayList<>(attributes());
    attributes.add(SearchRequest.ALL_USER_ATTRIBUTES);
    Server server = connections.server();
    return again(
        connection -> {
          Optional<SearchResultEntry> entry = server.entry(connection, dn, attributes);
          return entry.isPresent()
              ? Optional.of(
                  new Whole(
                      decoder.decodeWhole(entry.get(), connection), EntryDecoder.rest(entry.get())))
              : Optional.empty();
        });
  }

  /** What to ask for of an entry that may be changed later. */
  private List<String> attributes() throws DirectoryException {
    List<String> attributes = decoder.attributes(connections.server().assertion());
    connections.reading();
    return attributes;
  }

  @Override
  public boolean mayHold(EntryChange.Frame frame) {
    return Filters.mayMatch(filter, frame);
  }

  /** The filter of the settings, less what is never looked at on this kind of server. */
  private Filter filter() throws DirectoryException {
    ServerKind kind = connections.server().kind();
    return kind.isActiveDirectory() ? Filter.createANDFilter(filter, kind.visible()) : filter;
  }

  @Override
  public Set<String> select(Only only) throws DirectoryException {
    return switch (only.kind()) {
      case ADDRESS -> names(Filters.byAddress(match(), only.text().strip()));
      case DN -> name(only.text());
      case FILTER -> names(Filters.parse(only.text()));
    };
  }

  private Set<String> name(String dn) throws DirectoryException {
    if (!DN.isValidDN(dn)) {
      throw new DirectoryException(
          "\"%s\" is no distinguished name; one looks like cn=Anna,%s"
              .formatted(dn, settings.entries().base()));
    }
    Server server = connections.server();
    return again(
        connection ->
            server
                .entry(connection, dn, List.of("objectClass"))
                .map(entry -> Set.of(entry.getDN()))
                .orElse(Set.of()));
  }

  private Set<String> names(Filter wanted) throws DirectoryException {
    Set<String> names = new LinkedHashSet<>();
    stream(
        List.of("objectClass"),
        Filter.createANDFilter(filter(), wanted),
        entry -> names.add(entry.getDN()));
    return names;
  }

  @Override
  public List<Outcome> modify(List<EntryChange> changes) throws DirectoryException {
    try {
      return new Modifier(connections, decoder).modify(changes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DirectoryException("interrupted while changes were under way", e);
    }
  }

  @Override
  public DirectoryDescription describe() throws DirectoryException {
    return new Inspection(connections, connections.server(), filter()).describe();
  }

  @Override
  public List<Fact> inspect() throws DirectoryException {
    return new Inspection(connections, connections.server(), filter()).inspect();
  }

  @Override
  public List<Fact> inspect(List<Wanted> wanted) throws DirectoryException {
    return new Inspection(connections, connections.server(), filter()).inspect(wanted);
  }

  @Override
  public List<String> moves() {
    return connections.moves();
  }

  @Override
  public void close() {
    connections.close();
  }

  private void stream(List<String> attributes, Filter wanted, Consumer<SearchResultEntry> consumer)
      throws DirectoryException {
    Resumable whole = new Resumable(consumer, connections.hasAlternative());
    for (String base : settings.entries().bases()) {
      stream(new EntryStream.Query(base, wanted, attributes, settings.limits().pageSize()), whole);
    }
  }

  /** Streams; again after a closed idle connection, or at the next server what did not come. */
  private void stream(EntryStream.Query query, Resumable whole) throws DirectoryException {
    for (int left = settings.urls().size(); ; left--) {
      Connections.Borrowed borrowed = connections.borrowReader();
      LDAPConnection connection = borrowed.connection();
      Server server = connections.server();
      try {
        streamOnce(connection, server.paging() ? query : query.unpaged(), whole);
        return;
      } catch (LDAPException e) {
        boolean wasIdle = borrowed.used() && !whole.began();
        boolean mayGoOn = wasIdle || connections.hasAlternative();
        if (left == 0 || !mayGoOn || !Failures.isPassing(e.getResultCode())) {
          throw Failures.reading(
              Connections.url(connection), e, server.kind(), settings.below(query.base()));
        }
        if (!wasIdle) {
          connections.leave(connection, "lost in the middle of a read");
        }
      }
    }
  }

  private void streamOnce(
      LDAPConnection connection, EntryStream.Query query, Consumer<SearchResultEntry> consumer)
      throws LDAPException, DirectoryException {
    boolean whole = false;
    try {
      new EntryStream(connection, query).forEach(consumer);
      whole = true;
    } catch (LostException e) {
      throw e.cause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DirectoryException("interrupted in the middle of a read", e);
    } finally {
      if (whole) {
        connections.giveBack(connection);
      } else {
        connection.close();
      }
    }
  }

  private DirectoryEntry whole(SearchResultEntry entry) {
    try {
      return again(connection -> decoder.decodeWhole(entry, connection));
    } catch (DirectoryException e) {
      throw new LostException(e);
    }
  }

  /** Asks over the shared connection; once more when it is lost or the server not well. */
  private <T> T again(Access.Question<T> question) throws DirectoryException {
    LDAPConnection connection = connections.shared();
    try {
      return question.ask(connection);
    } catch (LDAPException e) {
      if (!Failures.isPassing(e.getResultCode())) {
        throw connections.reading(connection, e, connections.server().kind());
      }
      if (!e.getResultCode().equals(ResultCode.SERVER_DOWN)) {
        connections.leave(connection, Causes.answer(e));
      }
    } catch (RuntimeException e) {
      throw connections.reading(connection, e, connections.server().kind());
    }
    LDAPConnection fresh = connections.shared();
    try {
      return question.ask(fresh);
    } catch (LDAPException | RuntimeException e) {
      throw connections.reading(fresh, e, connections.server().kind());
    }
  }
}
