package org.certpublisher.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.certpublisher.cert.Sha256;
import org.certpublisher.cert.match.MatchRules;
import org.certpublisher.directory.ClientKey;

/**
 * A directory and the entries of it that are cared for.
 *
 * @param fullCompare after which time all entries are read again and not only what changed; zero
 *     for always
 */
public record DirectorySettings(
    String name,
    Type type,
    Connection connection,
    Bind bind,
    Entries entries,
    Duration fullCompare) {
  /** A digest of all of it, secrets left out. */
  public Sha256 digest() {
    return SettingsDigest.of(this);
  }

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

  /** As whom to bind (RFC 4513, section 5). */
  public sealed interface Bind {
    /** As nobody. */
    record Anonymous() implements Bind {}

    /** With a password. */
    record Simple(String dn, Secret password) implements Bind {}

    /**
     * With a client certificate (SASL EXTERNAL).
     *
     * @param authorization whom to act as, {@code dn:…} or {@code u:…}
     */
    record External(ClientKey key, Optional<String> authorization) implements Bind {}

    /**
     * With Kerberos (SASL GSSAPI).
     *
     * @param principal with its realm
     * @param kdc a host; else as the machine's Kerberos finds it
     */
    record Gssapi(String principal, Path keytab, Optional<String> kdc) implements Bind {}

    /** With a password that is never sent (SASL SCRAM). */
    record Scram(String user, Secret password) implements Bind {}
  }

  /**
   * The entries that are cared for.
   *
   * @param bases the names below which they are; none is below another
   * @param match by what certificates find them
   */
  public record Entries(List<String> bases, String filter, MatchRules match) {
    /** Copies its collection. */
    public Entries {
      bases = List.copyOf(bases);
    }
  }
}
