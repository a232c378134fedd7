package org.certpublisher.report;

import org.certpublisher.directory.EntryChange;

/** What becomes of an entry, both attributes taken together. */
enum ChangeKind {
  /** Certificates come, none goes. */
  PUBLISH("+"),
  /** Certificates go, none comes. */
  WITHDRAW("-"),
  /** One goes and another comes, or the same one comes in a better form. */
  SWAP("~");

  private final String mark;

  ChangeKind(String mark) {
    this.mark = mark;
  }

  /** One character for it. */
  String mark() {
    return mark;
  }

  /** What a change amounts to. */
  static ChangeKind of(EntryChange change) {
    boolean comes = change.attributes().stream().anyMatch(one -> !one.publish().isEmpty());
    boolean goes = change.attributes().stream().anyMatch(one -> !one.withdraw().isEmpty());
    return comes && goes ? SWAP : comes ? PUBLISH : WITHDRAW;
  }
}
