package org.certpublisher.reconcile;

/** Is told how far a run has come, often and from several threads; must return at once. */
@FunctionalInterface
public interface Progress {
  /** Tells nobody. */
  Progress NONE = (phase, done, total) -> {};

  /**
   * So much of a phase is done.
   *
   * @param total how much there is in all; 0 while that is not known
   */
  void at(Phase phase, int done, int total);

  /** The phases of a run; the first two go side by side. */
  enum Phase {
    /** The sources are read and signatures verified; counts certificates. */
    INVENTORY("reading certificates"),
    /** The directory's mailboxes are read; counts entries. */
    MAILBOXES("reading mailboxes"),
    /** Entries are read and planned; counts entries. */
    PLAN("comparing entries"),
    /** Changes are sent; counts changes. */
    PUBLISH("publishing");

    private final String title;

    Phase(String title) {
      this.title = title;
    }

    /** What is being done, for people. */
    public String title() {
      return title;
    }
  }
}
