package org.certpublisher.plan;

/** What a plan does about a certificate in an entry. */
public enum Action {
  /** Nothing. */
  NONE,
  /** Writes it into one or both attributes. */
  PUBLISH,
  /** Takes it out of both attributes. */
  WITHDRAW,
  /** Would be withdrawn, but the mode is add-only. */
  LEAVE,
  /** Would be withdrawn, but the guard holds it. */
  HELD
}
