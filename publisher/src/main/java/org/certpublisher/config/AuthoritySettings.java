package org.certpublisher.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.certpublisher.cert.authority.Authority;

/**
 * A CA that is ours and where it is read what it issued.
 *
 * @param authority its name and certificates
 * @param revocation what speaks of revocation besides the source; empty when the source's own
 *     status suffices
 */
public record AuthoritySettings(
    Authority authority, Source source, Optional<Revocation> revocation) {

  /** The name in the configuration. */
  public String name() {
    return authority.name();
  }

  /** Where what was issued is read. */
  public sealed interface Source permits OpenSsl, Folder {
    /** The files or folders whose change tells that there is something new to read. */
    List<Path> files();
  }

  /**
   * The database of {@code openssl ca} or Easy-RSA.
   *
   * @param database index.txt
   * @param certificates newcerts, or an Easy-RSA pki folder
   */
  public record OpenSsl(Path database, Path certificates) implements Source {
    /** The database alone: whatever issues or revokes writes it last. */
    @Override
    public List<Path> files() {
      return List.of(database);
    }
  }

  /** A folder of certificate files. */
  public record Folder(Path path) implements Source {
    @Override
    public List<Path> files() {
      return List.of(path);
    }
  }

  /**
   * Certificate revocation lists.
   *
   * @param crls files as {@code file:} URIs, or http and https addresses
   * @param publish lists besides that are published and not asked: delta CRLs, those of CAs only
   * @param maxAge how old a list without nextUpdate may be
   */
  public record Revocation(List<URI> crls, List<URI> publish, Optional<Duration> maxAge) {
    /** Copies its collections. */
    public Revocation {
      crls = List.copyOf(crls);
      publish = List.copyOf(publish);
    }
  }
}
