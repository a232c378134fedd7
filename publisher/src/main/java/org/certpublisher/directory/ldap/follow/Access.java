package org.certpublisher.directory.ldap.follow;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.DirectoryException;

/**
 * What is needed of a directory's connections.
 *
 * @param bases the names below which the entries are
 * @param filter what the configured entries match
 * @param attributes what is to be asked for of an entry that may be changed later
 * @param streaming how all entries are streamed
 * @param decoded an entry as it is handed on
 * @param asking how the server is asked where it stands
 */
public record Access(
    List<String> bases,
    Known<Filter> filter,
    Known<List<String>> attributes,
    Streaming streaming,
    Function<SearchResultEntry, DirectoryEntry> decoded,
    Asking asking) {
  /** Copies its collection. */
  public Access {
    bases = List.copyOf(bases);
  }

  /** What is known of a server that can be reached. */
  public interface Known<T> {
    /** Gives it. */
    T get() throws DirectoryException;
  }

  /** Streams. */
  public interface Streaming {
    /** Streams what matches below all bases. */
    void stream(List<String> attributes, Filter filter, Consumer<SearchResultEntry> consumer)
        throws DirectoryException;
  }

  /** Asks. */
  public interface Asking {
    /** Asks over the connection over which the next stream goes. */
    Position ask(Question<Position> question) throws DirectoryException;
  }

  /** Something to ask a server. */
  public interface Question<T> {
    /** Asks. */
    T ask(LDAPConnection connection) throws LDAPException;
  }
}
