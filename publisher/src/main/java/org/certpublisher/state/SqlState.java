package org.certpublisher.state;

import org.certpublisher.reconcile.StateException;
import org.certpublisher.reconcile.StateStore;

/**
 * The state in H2. Nothing is opened before it is first used, so that opening goes beside the
 * reading of the directory.
 */
@SuppressWarnings("DoNotCallSuggester") // until it is built
public final class SqlState {
  private SqlState() {}

  /**
   * For a run that writes: no other one runs on this state until it is closed. Waits up to 30 s for
   * a run that is in the way.
   *
   * @param url for example {@code jdbc:h2:file:/var/lib/cert-publisher/state}
   * @param command what runs, as others that wait are told
   * @throws StateException when another run does not end or the state cannot be written
   */
  public static StateStore forWriting(String url, String command) {
    throw new StateException("not built yet: " + url + command);
  }

  /** For a command that writes to no directory; works while a run is under way. */
  public static StateStore forReading(String url) {
    throw new StateException("not built yet: " + url);
  }
}
