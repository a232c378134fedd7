package org.certpublisher.daemon;

import org.certpublisher.config.Configuration;
import org.certpublisher.config.PublicationSettings;
import org.certpublisher.daemon.status.Measured;

/** Reconciles one publication once, as the command {@code apply} does. */
public interface Work {
  /** Does it and tells how it ended; one call at a time. */
  Ending run(Configuration configuration, PublicationSettings publication);

  /** Ends a run that is under way after the changes in flight, and every later one; any thread. */
  void stop();

  /**
   * How a run ended.
   *
   * @param run its number in the state; 0 when it has none
   * @param made changes that were made
   * @param text for people, in one line
   * @param measured what else is told of it
   */
  record Ending(Kind kind, long run, int made, String text, Measured measured) {
    /** One of which nothing else is told. */
    public Ending(Kind kind, long run, int made, String text) {
      this(kind, run, made, text, Measured.NOTHING);
    }
  }

  /** What a run's end means. */
  enum Kind {
    /** Nothing is left to do. */
    DONE,
    /** Carried to its end; something is held or pending. */
    PENDING,
    /** Not carried to its end: source, directory or state lost or refused. */
    FAILED
  }
}
