package org.certpublisher.cli.command;

/** The exit codes, a contract. Where several apply: 78, 64, 1, 2, 0. */
public final class Exit {
  /** Nothing to do, or all done. */
  public static final int DONE = 0;

  /** Not carried to the end: source, directory or state lost or refused. */
  public static final int FAILED = 1;

  /** Changes pending or held, inventory shrunken, single changes failed, or findings. */
  public static final int PENDING = 2;

  /** The command line is wrong (sysexits.h: EX_USAGE). */
  public static final int USAGE = 64;

  /** The configuration is wrong (sysexits.h: EX_CONFIG). */
  public static final int CONFIGURATION = 78;

  private Exit() {}

  /** The code of two commands together. */
  static int worse(int one, int other) {
    return one == FAILED || other == FAILED ? FAILED : Math.max(one, other);
  }
}
