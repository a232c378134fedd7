package org.certpublisher.directory.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import org.certpublisher.directory.DirectoryException;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one directory: one shared by everything that is pipelined, because on every
 * measured server 64 requests in flight on one connection do as well as several connections; and
 * one for streamed reads, which needs no thread of the library. A lost one is opened again.
 */
final class Connections implements AutoCloseable {
  private final LdapSettings settings;
  private final Connector connector;
  private @Nullable LDAPConnection shared;
  private @Nullable LDAPConnection idleReader;
  private @Nullable Server server;

  Connections(LdapSettings settings) {
    this.settings = settings;
    this.connector = new Connector(settings);
  }

  LdapSettings settings() {
    return settings;
  }

  /** The shared connection, opened again when it was lost. */
  synchronized LDAPConnection shared() throws DirectoryException {
    LDAPConnection known = shared;
    if (known != null && known.isConnected()) {
      return known;
    }
    LDAPConnection fresh = connector.open(false);
    shared = fresh;
    return fresh;
  }

  /** What the server is; asked once. */
  synchronized Server server() throws DirectoryException {
    Server known = server;
    if (known == null) {
      LDAPConnection connection = shared();
      try {
        known = new Probe(connection, settings).server();
      } catch (LDAPException | RuntimeException e) {
        throw reading(connection, e, settings.kind().orElse(ServerKind.GENERIC));
      }
      server = known;
    }
    return known;
  }

  /** A connection for one streamed read; whoever borrows it gives it back or closes it. */
  synchronized Borrowed borrowReader() throws DirectoryException {
    LDAPConnection idle = idleReader;
    idleReader = null;
    return idle != null && idle.isConnected()
        ? new Borrowed(idle, true)
        : new Borrowed(connector.open(true), false);
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
