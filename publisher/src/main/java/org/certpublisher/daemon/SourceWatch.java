package org.certpublisher.daemon;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.certpublisher.config.AuthoritySettings;
import org.certpublisher.config.Configuration;
import org.certpublisher.config.PublicationSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for a run when the files that a publication depends on have changed: the database or folder
 * of a source and CRLs. It looks twice a second, and less often where a look takes long: at most a
 * twentieth of the time is spent looking.
 */
final class SourceWatch {
  private static final Logger LOG = LoggerFactory.getLogger(SourceWatch.class);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int SHARE = 20;

  private final Clock clock;
  private final Consumer<String> changed;
  private final Thread thread = new Thread(this::watch, "watch");
  private List<Watched> all = List.of();

  /** What one publication depends on. */
  private record Watched(String publication, List<Path> paths, Rest rest) {
    Watched(String publication, List<Path> paths) {
      this(publication, paths, new Rest(Fingerprint.of(paths)));
    }
  }

  /**
   * A watch that looks at nothing yet.
   *
   * @param changed is told the name of a publication, on the thread that looks
   */
  SourceWatch(Clock clock, Consumer<String> changed) {
    this.clock = clock;
    this.changed = changed;
    thread.setDaemon(true);
    thread.start();
  }

  /** From now on watches what these publications depend on. */
  synchronized void follow(Configuration configuration) {
    all =
        configuration.publications().stream()
            .map(one -> new Watched(one.name(), paths(configuration, one)))
            .toList();
  }

  private void watch() {
    Duration pause = PAUSE;
    try {
      while (true) {
        Thread.sleep(pause.toMillis());
        long began = System.nanoTime();
        look();
        Duration rest = Duration.ofNanos(System.nanoTime() - began).multipliedBy(SHARE);
        pause = rest.compareTo(PAUSE) > 0 ? rest : PAUSE;
      }
    } catch (InterruptedException e) {
      LOG.debug("watches no longer");
    }
  }

  private synchronized void look() {
    try {
      for (Watched one : all) {
        if (one.rest().look(Fingerprint.of(one.paths()), clock.instant())) {
          LOG.debug("{}: a source has changed", one.publication());
          changed.accept(one.publication());
        }
      }
    } catch (RuntimeException e) {
      LOG.error("an error in the program; sources are still read on schedule", e);
    }
  }

  void end() {
    thread.interrupt();
  }

  /** The files and folders that a publication reads; addresses on the network are none. */
  static List<Path> paths(Configuration configuration, PublicationSettings publication) {
    boolean people = publication.extras().authorities().isEmpty();
    return configuration.authoritiesOf(publication).stream()
        .flatMap(
            authority ->
                Stream.concat(
                    people ? authority.source().files().stream() : Stream.empty(),
                    authority.revocation().stream()
                        .flatMap(revocation -> lists(revocation, people))))
        .distinct()
        .toList();
  }

  private static Stream<Path> lists(AuthoritySettings.Revocation revocation, boolean people) {
    Stream<URI> published = people ? Stream.empty() : revocation.publish().stream();
    return Stream.concat(revocation.crls().stream(), published)
        .filter(uri -> "file".equals(uri.getScheme()))
        .map(Path::of);
  }
}
