package org.certpublisher.directory.follow;

import java.util.function.Consumer;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.DirectoryException;

/** A directory that can tell what changed since it was read. */
public interface ChangeSource {
  /**
   * Streams every entry with its values.
   *
   * @return from where changes can be asked for later; all that changes during the read comes again
   */
  Cookie readAll(Consumer<DirectoryEntry> consumer) throws DirectoryException;

  /**
   * Streams what changed since, each entry as it is now; some may come that did not change. Entries
   * that were deleted are not told.
   *
   * @param gone takes the names of entries that are none of the configured ones any more
   * @return from where to go on
   * @throws OddCookieException when the cookie does not fit, or may hide a change: read in full
   */
  Cookie readChanges(String since, Consumer<DirectoryEntry> changed, Consumer<String> gone)
      throws DirectoryException, OddCookieException;

  /**
   * A point in the history of one server.
   *
   * @param text only for whom it came from; empty where changes cannot be asked for
   * @param why why it is empty
   */
  record Cookie(String text, String why) {
    /** A point. */
    public static Cookie of(String text) {
      return new Cookie(text, "");
    }

    /** None. */
    public static Cookie none(String why) {
      return new Cookie("", why);
    }
  }
}
