package org.certpublisher.directory.ldap.follow;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.directory.follow.ChangeSource;
import org.certpublisher.directory.follow.OddCookieException;

/**
 * Asks for changes by the stamps of entries: a search with the filter {@code (stamp>=since)} costs
 * what changed where the server has an index of it, OpenLDAP of entryCSN, 389-DS of
 * modifyTimestamp. Asked for twice: what is one of the configured entries comes with its values,
 * and of what is none the name, for it may have been one.
 */
public final class LdapChanges implements ChangeSource {
  private final Access access;
  private final Stamp stamp;
  private final Clock clock;

  /** For a server with these stamps. */
  public LdapChanges(Access access, Stamp stamp, Clock clock) {
    this.access = access;
    this.stamp = stamp;
    this.clock = clock;
  }

  @Override
  public Cookie readAll(Consumer<DirectoryEntry> consumer) throws DirectoryException {
    Optional<Position> before = Optional.empty();
    String why = "";
    try {
      before = Optional.of(position());
    } catch (DirectoryException e) {
      why = String.valueOf(e.getMessage());
    }
    Newest newest = new Newest("");
    access.streaming().stream(
        attributes(), access.filter().get(), entry -> newest.take(entry, consumer));
    return before.isEmpty() ? Cookie.none(why) : cookie(before.get(), newest);
  }

  @Override
  public Cookie readChanges(String since, Consumer<DirectoryEntry> changed, Consumer<String> gone)
      throws DirectoryException, OddCookieException {
    Position before = position();
    Mark mark = Mark.of(since, stamp);
    Filter later = stamp.since(mark.since(before));
    Filter ours = access.filter().get();
    Newest newest = new Newest(mark.since());
    access.streaming().stream(
        attributes(), Filter.createANDFilter(later, ours), entry -> newest.take(entry, changed));
    access.streaming().stream(
        List.of("objectClass"),
        Filter.createANDFilter(later, Filter.createNOTFilter(ours)),
        entry -> gone.accept(entry.getDN()));
    return cookie(before, newest);
  }

  private Position position() throws DirectoryException {
    return access
        .asking()
        .ask(connection -> Position.read(connection, stamp, access.bases(), clock.instant()));
  }

  private List<String> attributes() throws DirectoryException {
    List<String> attributes = new ArrayList<>(access.attributes().get());
    if (!attributes.contains(stamp.attribute())) {
      attributes.add(stamp.attribute());
    }
    return attributes;
  }

  private Cookie cookie(Position before, Newest newest) throws DirectoryException {
    if (newest.unstamped) {
      return Cookie.none("entries do not show " + stamp.attribute());
    }
    if (newest.stamp.isEmpty()) {
      return Cookie.none("there are no entries");
    }
    if (!position().server().equals(before.server())) {
      return Cookie.none("the run went to another server");
    }
    boolean isTime = stamp != Stamp.USN_CHANGED;
    boolean idle = isTime && newest.stamp.compareTo(before.ceiling()) < 0;
    return Cookie.of(
        new Mark(stamp, before.server(), idle ? newest.stamp : before.ceiling(), before.origins())
            .text());
  }

  /** The latest stamp of all entries that came. */
  private final class Newest {
    private String stamp;
    private boolean unstamped;

    Newest(String least) {
      this.stamp = least;
    }

    void take(SearchResultEntry entry, Consumer<DirectoryEntry> consumer) {
      Optional<String> own = LdapChanges.this.stamp.of(entry);
      unstamped |= own.isEmpty();
      if (own.isPresent() && own.get().compareTo(stamp) > 0) {
        stamp = own.get();
      }
      consumer.accept(access.decoded().apply(entry));
    }
  }
}
