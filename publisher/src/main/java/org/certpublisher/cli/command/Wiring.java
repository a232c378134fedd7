package org.certpublisher.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.certpublisher.config.AuthoritySettings;
import org.certpublisher.config.Configuration;
import org.certpublisher.config.DirectorySettings;
import org.certpublisher.config.PublicationSettings;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.directory.Fact;
import org.certpublisher.reconcile.Progress;
import org.certpublisher.reconcile.Request;
import org.certpublisher.reconcile.RunException;
import org.certpublisher.reconcile.RunResult;
import org.certpublisher.source.CertificateSource;
import org.certpublisher.source.RevocationSource;
import org.certpublisher.state.History;
import org.certpublisher.state.StateStore;

/** What the commands need of the parts that reach outside. */
public interface Wiring {
  /**
   * A publication with its directory and state opened.
   *
   * @param purpose what for; only one that writes takes the state for itself
   */
  Run open(Configuration configuration, PublicationSettings publication, Purpose purpose)
      throws DirectoryException;

  /** A connection to a directory. */
  Directory directory(DirectorySettings settings) throws DirectoryException;

  /** What can be said of the entries that a publication names or makes; nothing is written. */
  List<Fact> inspect(Configuration configuration, PublicationSettings publication)
      throws DirectoryException;

  /** What an authority issued. */
  CertificateSource source(AuthoritySettings settings);

  /** What speaks of revocation besides the source. */
  List<RevocationSource> revocation(AuthoritySettings settings);

  /** Opens the state and closes it again. */
  void tryState(Configuration configuration);

  /** Lets the schedule of a publication go on; why it rested, if it did. */
  Optional<StateStore.Pause> resume(Configuration configuration, String publication);

  /** What was done, as the state remembers it. */
  History history(Configuration configuration);

  /**
   * What a publication is opened for.
   *
   * @param command as others are told that wait for it
   */
  record Purpose(boolean writing, String command, Progress progress) {}

  /** One publication, opened for one run. */
  interface Run extends AutoCloseable {
    /** Plans and writes nothing to the directory. */
    RunResult plan(Request request) throws RunException;

    /** Plans, then applies that plan. */
    RunResult apply(Request request) throws RunException;

    /** Applies exactly a saved plan. */
    RunResult apply(Path planFile, Request request) throws RunException;

    /** Plans the inverse of a run and writes nothing to the directory. */
    RunResult planUndo(long number, Request request) throws RunException;

    /** Plans the inverse of a run, then applies that plan; the schedule rests from then on. */
    RunResult undo(long number, Request request) throws RunException;

    /** Why the schedule of the publication rests, if it does. */
    Optional<StateStore.Pause> pause();

    /** Lets the schedule go on; why it rested, if it did. */
    Optional<StateStore.Pause> resume();

    /** Ends a running apply after the window that is being sent; from any thread. */
    void stop();

    /** Closes directory and state. */
    @Override
    void close();
  }
}
