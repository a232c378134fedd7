package org.certpublisher.directory;

/**
 * What became of one entry change.
 *
 * @param text for people, in one line: the server's answer and what to do; empty when it is done
 */
public record Outcome(Kind kind, String text) {
  /** What became of it. */
  public enum Kind {
    /** Carried out; or found carried out when it was looked at again. */
    DONE,
    /** The entry is no longer as planned on; nothing was written, the next run plans it again. */
    MOVED,
    /** The server refused for rights. */
    NOT_PERMITTED,
    /** The server refused for another reason. */
    FAILED,
    /** Sent, no answer, and the entry could not be read again: the next run looks. */
    UNSETTLED
  }

  /** Carried out. */
  public static final Outcome DONE = new Outcome(Kind.DONE, "");
}
