package org.certpublisher.directory.ldap;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.certpublisher.cert.match.MatchRules;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.ldap.connect.Bind;
import org.certpublisher.directory.ldap.connect.Target;

/**
 * Where a directory is and how it is read.
 *
 * @param urls {@code ldap://} or {@code ldaps://}, tried in this order; a name without a port means
 *     389 or 636
 * @param kind the kind of server, when it is told and not to be found out
 */
public record LdapSettings(
    List<String> urls,
    Optional<ServerKind> kind,
    Security security,
    Bind bind,
    Entries entries,
    Limits limits) {
  /** Copies its collection. */
  public LdapSettings {
    urls = List.copyOf(urls);
    if (urls.isEmpty()) {
      throw new IllegalArgumentException("a directory needs at least one url");
    }
  }

  /** The same with one of its bases, for what is told of it. */
  LdapSettings below(String base) {
    return new LdapSettings(
        urls,
        kind,
        security,
        bind,
        new Entries(List.of(base), entries.filter(), entries.match(), entries.attributes()),
        limits);
  }

  /** What every connection has in common. */
  Target target() {
    return new Target(
        security.tls() == Tls.REQUIRED,
        security.trust(),
        bind,
        limits.connect(),
        limits.response());
  }

  /** Whether connections are encrypted. */
  public enum Tls {
    /** {@code ldaps://} as it is, {@code ldap://} by StartTLS before anything else is sent. */
    REQUIRED,
    /** {@code ldap://} stays in clear, the password too. */
    NONE
  }

  /**
   * Whom to trust. Certificate and host name are always verified, TLS is 1.2 or newer.
   *
   * @param trust a PEM file with the authorities of the server's certificate; else the system's
   */
  public record Security(Tls tls, Optional<Path> trust) {}

  /**
   * Which entries.
   *
   * @param bases the names below which they are; none is below another
   * @param filter RFC 4515
   * @param match by what certificates find them
   * @param attributes the attributes that are read and written
   */
  public record Entries(
      List<String> bases, String filter, MatchRules match, Set<CertificateAttribute> attributes) {
    /** Copies its collections. */
    public Entries {
      bases = List.copyOf(bases);
      attributes = Collections.unmodifiableSet(EnumSet.copyOf(attributes));
      if (bases.isEmpty()) {
        throw new IllegalArgumentException("entries need at least one base");
      }
    }

    /** People. */
    public Entries(List<String> bases, String filter, MatchRules match) {
      this(bases, filter, match, CertificateAttribute.PEOPLE);
    }

    /** People below one name. */
    public Entries(String base, String filter, MatchRules match) {
      this(List.of(base), filter, match);
    }

    /** The first base: what is tried once is tried there. */
    public String base() {
      return bases.get(0);
    }
  }

  /**
   * How much and how long.
   *
   * @param pageSize entries a page (RFC 2696)
   * @param connect for the connection to one url, TLS included
   * @param response without any answer, for one request
   * @param patience for a lost directory to come back
   */
  public record Limits(int pageSize, Duration connect, Duration response, Duration patience) {
    /** 1,000 entries a page; 5 s, 25 s and 30 s. */
    public static final Limits DEFAULT =
        new Limits(1000, Duration.ofSeconds(5), Duration.ofSeconds(25), Duration.ofSeconds(30));
  }
}
