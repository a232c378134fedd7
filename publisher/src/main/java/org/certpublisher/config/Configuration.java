package org.certpublisher.config;

import java.util.List;
import java.util.Optional;
import org.certpublisher.cert.Sha256;

/**
 * A configuration that was checked as a whole: every name in it exists, every file it names could
 * be read.
 *
 * @param warnings what is allowed and not good, one line each
 */
public record Configuration(
    State state,
    List<AuthoritySettings> authorities,
    List<DirectorySettings> directories,
    List<PublicationSettings> publications,
    Optional<Status> status,
    List<String> warnings) {

  /**
   * Where is kept what is remembered between runs.
   *
   * @param url a JDBC URL; of H2 with a file
   */
  public record State(String url, String user, Optional<Secret> password) {}

  /** Where the daemon answers over HTTP. */
  public record Status(String host, int port) {}

  /** Copies its collections. */
  public Configuration {
    authorities = List.copyOf(authorities);
    directories = List.copyOf(directories);
    publications = List.copyOf(publications);
    warnings = List.copyOf(warnings);
  }

  /** The directory that a publication names. */
  public DirectorySettings directoryOf(PublicationSettings publication) {
    return directories.stream()
        .filter(directory -> directory.name().equals(publication.directory()))
        .findFirst()
        .orElseThrow();
  }

  /** The authorities that a publication names, in its order. */
  public List<AuthoritySettings> authoritiesOf(PublicationSettings publication) {
    return publication.authorities().stream()
        .map(
            name ->
                authorities.stream()
                    .filter(authority -> authority.name().equals(name))
                    .findFirst()
                    .orElseThrow())
        .toList();
  }

  /**
   * A digest of all settings that a publication depends on, secrets left out: a saved plan is
   * applied only under the settings it was made with. Absent keys count as their defaults.
   */
  public Sha256 digest(PublicationSettings publication) {
    return SettingsDigest.of(
        List.of(publication, directoryOf(publication), authoritiesOf(publication)));
  }
}
