package org.certpublisher.cli.history;

import java.io.IOException;
import org.certpublisher.state.History;

/** How the history is written. Rows come one by one and are not kept. */
interface HistoryFormat {
  /** Before the runs. */
  void startRuns() throws IOException;

  /** A run. */
  void run(History.Run run) throws IOException;

  /**
   * Before changes.
   *
   * @param of whose they are, for people
   */
  void startChanges(String of) throws IOException;

  /** A change and the run that made it. */
  void change(History.Run run, History.Change change) throws IOException;

  /** After the last row. */
  void end() throws IOException;
}
