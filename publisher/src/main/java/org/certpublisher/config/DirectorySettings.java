package org.certpublisher.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A directory and the entries of it that are cared for. */
public record DirectorySettings(
    String name, Type type, Connection connection, Bind bind, Entries entries) {

  /** Which server it is. */
  public enum Type {
    /** Asked of the server. */
    AUTO,
    ACTIVE_DIRECTORY,
    SAMBA,
    OPENLDAP,
    DS_389,
    APACHEDS,
    GENERIC
  }

  /**
   * How it is reached.
   *
   * @param urls tried in this order
   * @param trust PEM file with the CA of the servers; else the system's CAs are trusted
   */
  public record Connection(List<URI> urls, Optional<Path> trust, Tls tls) {
    /** Copies its collection. */
    public Connection {
      urls = List.copyOf(urls);
    }
  }

  /** Whether the connection is encrypted. */
  public enum Tls {
    /** ldaps, or StartTLS on ldap. */
    REQUIRED,
    /** In clear, password included. */
    NONE
  }

  /**
   * A simple bind (RFC 4513, section 5.1).
   *
   * @param dn empty for an anonymous bind
   * @param password empty for an anonymous bind
   */
  public record Bind(String dn, Optional<Secret> password) {
    /** As nobody. */
    public static final Bind ANONYMOUS = new Bind("", Optional.empty());
  }

  /**
   * The entries that are cared for.
   *
   * @param match the attributes that hold an entry's mailboxes
   */
  public record Entries(String base, String filter, List<String> match) {
    /** Copies its collection. */
    public Entries {
      match = List.copyOf(match);
    }
  }
}
