package org.certpublisher.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.Outcome;
import org.certpublisher.plan.Judgement;
import org.certpublisher.plan.Policy;
import org.certpublisher.plan.State;

/** The words that all formats for people share, so that they tell the same story. */
final class Wording {
  private Wording() {}

  /** What becomes of an entry, all attributes taken together. */
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

  /** A state's name for people. */
  static String title(State state) {
    return switch (state) {
      case UNREADABLE -> "Unreadable";
      case FOREIGN -> "Foreign";
      case UNMANAGED -> "Not selected";
      case REVOKED -> "Revoked";
      case ON_HOLD -> "On hold";
      case EXPIRED -> "Expired";
      case REVOCATION_UNKNOWN -> "Revocation unknown";
      case NOT_YET_VALID -> "Not yet valid";
      case UNSUITABLE -> "Unsuitable";
      case AMBIGUOUS -> "Ambiguous";
      case NO_ENTRY -> "No entry";
      case SUPERSEDED -> "Superseded";
      case UNKNOWN -> "Unknown to the CA";
      case MISSING -> "Missing";
      case PUBLISHED -> "Published";
      case SHADOWED -> "Shadowed";
      case NOT_PERMITTED -> "Not permitted";
    };
  }

  /** What a finding in this state means, in a sentence or two. */
  static String meaning(State state) {
    return switch (state) {
      case UNREADABLE -> "The value in the directory cannot be read. It is never touched.";
      case FOREIGN -> "No configured authority signed it. It is never touched.";
      case UNMANAGED -> "Ours, but this publication does not select it. It is never touched.";
      case REVOKED -> "The CA has revoked it.";
      case ON_HOLD -> "The CA has suspended it. It is published again when the hold is lifted.";
      case EXPIRED -> "Its validity has ended.";
      case REVOCATION_UNKNOWN ->
          "A revocation source is missing or stale: neither published nor withdrawn.";
      case NOT_YET_VALID -> "Its validity has not begun. It is published then.";
      case UNSUITABLE ->
          "No mailbox, not for encryption, too large, or no room. It is not published.";
      case AMBIGUOUS -> "A mailbox of it belongs to several entries. Nothing is written for it.";
      case NO_ENTRY ->
          "No entry has a mailbox of it, or the name of the CA. Nothing is written for it.";
      case SUPERSEDED ->
          "Another one is preferred for its mailbox, or a newer one of the CA for it.";
      case UNKNOWN -> "Ours and in the directory, but the complete inventory does not know it.";
      case MISSING ->
          "It should be in the directory, in every attribute that is published, and is not.";
      case PUBLISHED -> "In the directory, in every attribute that is published.";
      case SHADOWED -> "A bad S/MIME value beside a good certificate: Outlook reads it first.";
      case NOT_PERMITTED -> "The server refused the entry for rights. It is tried again daily.";
    };
  }

  /** How a change ended, for people. */
  static String title(Outcome.Kind kind) {
    return switch (kind) {
      case DONE -> "written";
      case MOVED -> "moved";
      case NOT_PERMITTED -> "not permitted";
      case FAILED -> "failed";
      case UNSETTLED -> "unsettled";
    };
  }

  /** The whole report in one sentence or two; with this every format ends or begins. */
  static String result(Summary summary) {
    String run = summary.scope().run() == 0 ? "Plan: " : "Run " + summary.scope().run() + ": ";
    if (!summary.inventory().problem().isEmpty()) {
      return run + "nothing can be concluded from the inventory. Nothing was written.";
    }
    List<String> parts = new ArrayList<>();
    int sent = summary.applied().values().stream().mapToInt(Integer::intValue).sum();
    if (sent > 0) {
      for (Outcome.Kind kind : Outcome.Kind.values()) {
        int count = summary.applied().getOrDefault(kind, 0);
        if (kind == Outcome.Kind.DONE) {
          parts.add(count(count, "entry", "entries") + " written");
        } else if (count > 0) {
          parts.add(count(count) + " " + title(kind));
        }
      }
    } else if (summary.figures().publish() + summary.figures().withdraw() > 0) {
      parts.add(count(summary.figures().publish()) + " to publish");
      parts.add(count(summary.figures().withdraw()) + " to withdraw");
    }
    if (held(summary) > 0) {
      parts.add(count(held(summary)) + " held");
    }
    if (parts.isEmpty()) {
      return run + "nothing to do.";
    }
    return run + String.join(", ", parts) + "." + (sent == 0 ? nothing(summary.scope()) : "");
  }

  private static String nothing(Summary.Scope scope) {
    return scope.mode() == Policy.Mode.REPORT
        ? " Nothing was written: mode report never writes."
        : " Nothing was written.";
  }

  /** What the figures of coverage count, to be read after "entries" or "Entries". */
  static String coverage(Summary summary) {
    return "that each mail client can encrypt to, "
        + (summary.scope().run() == 0 ? "now" : "before")
        + " → after all changes, of "
        + count(summary.figures().entries());
  }

  /** How many withdrawals the guard holds. */
  static int held(Summary summary) {
    return summary.guard().held() ? summary.guard().losses() : 0;
  }

  /** A number with its thousands apart. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A number with its noun. */
  static String count(long number, String one, String several) {
    return count(number) + " " + (number == 1 ? one : several);
  }

  /** A share of a whole, in percent with one digit. */
  static String percent(int part, int whole) {
    return String.format(Locale.ROOT, "%.1f %%", whole == 0 ? 0.0 : 100.0 * part / whole);
  }

  /** A day, in UTC; empty where it is unknown. */
  static String day(Instant instant) {
    return instant.equals(Instant.EPOCH)
        ? ""
        : DateTimeFormatter.ISO_LOCAL_DATE.format(instant.atOffset(ZoneOffset.UTC));
  }

  /** A moment to the second, in UTC. */
  static String moment(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** A mode as the configuration spells it. */
  static String mode(Policy.Mode mode) {
    return lower(mode);
  }

  /** A constant's name as a reader of files expects it: {@code not-permitted}. */
  static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A certificate in a few words: its number, its end, whom it is for. */
  static String certificate(Judgement.Subject subject) {
    List<String> parts = new ArrayList<>();
    parts.add(
        subject.serialNumber().isEmpty()
            ? "SHA-256 " + subject.identity()
            : "serial " + subject.serialNumber());
    if (!day(subject.notAfter()).isEmpty()) {
      parts.add("until " + day(subject.notAfter()));
    }
    if (!subject.address().isEmpty()) {
      parts.add(subject.address());
    } else if (!subject.name().isEmpty()) {
      parts.add(subject.name());
    }
    return String.join(", ", parts);
  }

  /** The three numbers of {@link Summary.Figures#expiring} as one line. */
  static String expiring(List<Integer> expiring) {
    return count(expiring.get(0))
        + " within 30 days, "
        + count(expiring.get(1))
        + " within 31 to 60, "
        + count(expiring.get(2))
        + " within 61 to 90";
  }
}
