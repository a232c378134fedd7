package org.certpublisher.directory.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.directory.ldap.connect.Connector;
import org.certpublisher.directory.ldap.follow.Access;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one directory: one shared by everything that is pipelined, because on every
 * measured server 64 requests in flight on one connection do as well as several connections; and
 * one for streamed reads, which needs no thread of the library. A lost one is opened again, all of
 * them at the same server.
 */
final class Connections implements AutoCloseable {
  /** To open a connection, all urls together: a command gives up within half a minute. */
  private static final Duration TOTAL = Duration.ofSeconds(20);

  private static final int NEVER = -1;

  private final LdapSettings settings;
  private final Connector connector;
  private final Home home;
  private @Nullable LDAPConnection shared;
  private @Nullable LDAPConnection idleReader;
  private @Nullable Server server;
  private int readAt = NEVER;

  Connections(LdapSettings settings) {
    this.settings = settings;
    this.connector = new Connector(settings.target());
    this.home = new Home(settings.urls());
  }

  LdapSettings settings() {
    return settings;
  }

  /**
   * The shared connection and what is at its other end.
   *
   * @param sameAsRead whether the entries were read from this very server, so that their versions
   *     may be asserted on it
   */
  record Line(LDAPConnection connection, Server server, boolean sameAsRead) {}

  /** The shared connection, for changes; opened within this time when it was lost. */
  synchronized Line line(Duration most) throws DirectoryException {
    Server known = server(most);
    return new Line(Objects.requireNonNull(shared), known, readAt == home.left());
  }

  /** The shared connection, opened again when it was lost. */
  synchronized LDAPConnection shared() throws DirectoryException {
    return shared(TOTAL);
  }

  private LDAPConnection shared(Duration most) throws DirectoryException {
    LDAPConnection known = shared;
    if (known != null && known.isConnected()) {
      return known;
    }
    LDAPConnection fresh = open(false, most);
    shared = fresh;
    return fresh;
  }

  private LDAPConnection open(boolean synchronous, Duration most) throws DirectoryException {
    Duration bounded = most.compareTo(TOTAL) < 0 ? most : TOTAL;
    Connector.Opened opened = connector.open(home.order(), synchronous, bounded);
    if (home.opened(opened)) {
      server = null;
      close();
    }
    return opened.connection();
  }

  /** What the server is; asked once of each. */
  synchronized Server server() throws DirectoryException {
    return server(TOTAL);
  }

  private Server server(Duration most) throws DirectoryException {
    for (int others = settings.urls().size() - 1; ; others--) {
      LDAPConnection connection = shared(most);
      Server known = server;
      if (known != null) {
        return known;
      }
      try {
        Server found = new Probe(connection, settings).server();
        server = found;
        return found;
      } catch (LDAPException | RuntimeException e) {
        DirectoryException failure =
            reading(connection, e, settings.kind().orElse(ServerKind.GENERIC));
        boolean passing =
            e instanceof LDAPException answer && Failures.isPassing(answer.getResultCode());
        if (others <= 0 || !passing) {
          throw failure;
        }
        leave(connection, String.valueOf(failure.getMessage()));
      }
    }
  }

  /** From now on changes of entries that another server showed are looked at before. */
  synchronized void reading() {
    readAt = readAt == NEVER ? home.left() : readAt;
  }

  /** This server is not well: the next connection is tried elsewhere first, if there is another. */
  synchronized void leave(LDAPConnection connection, String why) {
    if (home.hasAlternative()) {
      home.leave(why);
      connection.close();
    }
  }

  /** Whether there is another server to go to. */
  boolean hasAlternative() {
    return home.hasAlternative();
  }

  /** Which servers were used instead of others, and why. */
  synchronized List<String> moves() {
    return home.moves();
  }

  /** A connection for one streamed read; whoever borrows it gives it back or closes it. */
  synchronized Borrowed borrowReader() throws DirectoryException {
    LDAPConnection idle = idleReader;
    idleReader = null;
    return idle != null && idle.isConnected()
        ? new Borrowed(idle, true)
        : new Borrowed(open(true, TOTAL), false);
  }

  /** Asks over the connection that the next reader gets. */
  <T> T askReader(Access.Question<T> question) throws DirectoryException {
    ServerKind kind = server().kind();
    LDAPConnection connection = borrowReader().connection();
    try {
      T answer = question.ask(connection);
      giveBack(connection);
      return answer;
    } catch (LDAPException | RuntimeException e) {
      connection.close();
      throw reading(connection, e, kind);
    }
  }

  synchronized void giveBack(LDAPConnection reader) {
    LDAPConnection other = idleReader;
    idleReader = reader;
    if (other != null) {
      other.close();
    }
  }

  DirectoryException reading(LDAPConnection connection, Exception e, ServerKind kind) {
    return Failures.reading(url(connection), e, kind, settings);
  }

  /** Where a connection leads, as the settings have it. */
  static String url(LDAPConnection connection) {
    return String.valueOf(connection.getConnectionName());
  }

  @Override
  public synchronized void close() {
    if (shared != null) {
      shared.close();
    }
    if (idleReader != null) {
      idleReader.close();
    }
  }

  /**
   * A reader's connection.
   *
   * @param used whether it had been idle, so that the server may have closed it meanwhile
   */
  record Borrowed(LDAPConnection connection, boolean used) {}
}
