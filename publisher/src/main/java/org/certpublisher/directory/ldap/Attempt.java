package org.certpublisher.directory.ldap;

import com.unboundid.ldap.sdk.LDAPRequest;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;
import java.util.List;
import java.util.Objects;
import org.certpublisher.directory.AttributeChange;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.Outcome;
import org.certpublisher.directory.Spelling;
import org.certpublisher.directory.StoredValue;
import org.certpublisher.directory.ldap.wire.Causes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One change on its way, until it has an outcome. Used by one thread. */
final class Attempt {
  private static final Outcome MOVED =
      new Outcome(
          Outcome.Kind.MOVED,
          "the entry's certificates changed after they were read; the next run plans it again");
  private static final Outcome GONE =
      new Outcome(Outcome.Kind.MOVED, "the entry is gone; the next run plans without it");
  private static final int CUT_OFFS = 2;
  private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

  private final EntryChange change;
  private String version;
  private @Nullable LDAPResult answer;
  private boolean mayHaveBeenCarriedOut;
  private boolean assertedAgain;
  private boolean removal;
  private boolean keptInstead;
  private int cutOff;
  private @Nullable Outcome outcome;

  Attempt(EntryChange change) {
    this.change = change;
    this.version = change.version();
    this.removal = change.frame().removed();
  }

  EntryChange change() {
    return change;
  }

  /** The version to assert. */
  String version() {
    return version;
  }

  /** Whether the entry is to go, not its values alone. */
  boolean isRemoval() {
    return removal;
  }

  /** What is to be sent now. */
  LDAPRequest request(ChangeEncoder encoder) {
    return removal ? encoder.removal(change, version) : encoder.encode(change, version);
  }

  /** The entry as it is now: it goes only if nothing but its certificates has come or gone. */
  void compare(EntryChange.Frame rest) {
    if (!rest.equals(change.frame())) {
      keep("it was changed after it was read");
    }
  }

  /** Takes the certificates out of an entry that cannot go. */
  private void keep(String why) {
    LOG.warn("{}: the entry stays, its certificates are withdrawn: {}", change.dn(), why);
    removal = false;
    keptInstead = true;
  }

  boolean isOpen() {
    return outcome == null;
  }

  /** The outcome of an attempt that is no longer open. */
  Outcome settled() {
    return Objects.requireNonNull(outcome);
  }

  /**
   * It was sent and no answer came: it may have been carried out.
   *
   * @param alone whether nothing else was in flight when the connection was lost
   */
  void unanswered(boolean alone, Answers answers) {
    answer = null;
    mayHaveBeenCarriedOut = true;
    cutOff += alone ? 1 : 0;
    if (cutOff >= CUT_OFFS) {
      outcome = new Outcome(Outcome.Kind.UNSETTLED, answers.cutOff());
    }
  }

  /** Takes the answer: it settles the attempt, or the entry has to be looked at. */
  void answered(LDAPResult result, Answers answers) {
    keptInstead = false;
    if (removal && isRefusedForGood(result.getResultCode())) {
      answer = null;
      keep("the server answers " + Causes.answer(result));
      return;
    }
    answer = result;
    switch (Answers.meaning(result.getResultCode())) {
      case FINAL -> outcome = outcome(result, answers);
      case PASSING, OTHER_VALUES -> mayHaveBeenCarriedOut = true;
      case REFUSED -> outcome = answers.tellsMissingFromRefused() ? outcome(result, answers) : null;
      case ANOTHER_VERSION -> {}
    }
  }

  private static boolean isRefusedForGood(ResultCode code) {
    Answers.Meaning meaning = Answers.meaning(code);
    return !code.equals(ResultCode.SUCCESS)
        && !code.equals(ResultCode.NO_SUCH_OBJECT)
        && (meaning == Answers.Meaning.FINAL || meaning == Answers.Meaning.REFUSED);
  }

  /** Whether it failed for a reason that passes. */
  boolean isPassing() {
    return !keptInstead && meaning() == Answers.Meaning.PASSING;
  }

  private Answers.Meaning meaning() {
    LDAPResult last = answer;
    return last == null ? Answers.Meaning.PASSING : Answers.meaning(last.getResultCode());
  }

  /**
   * Decides with the entry as it is now. Afterwards the attempt is settled, or is to be sent again,
   * asserting the version just read.
   */
  void decide(DirectoryEntry entry, Answers answers) {
    LDAPResult last = answer;
    boolean otherVersion = meaning() == Answers.Meaning.ANOTHER_VERSION;
    if (change.frame().created() || !entry.valuesDigest().equals(change.before())) {
      outcome = mayHaveBeenCarriedOut && isAsWanted(entry, answers) ? Outcome.DONE : MOVED;
    } else if (isFinalOnceLookedAt() && last != null) {
      outcome = outcome(last, answers);
    } else if (otherVersion && assertedAgain) {
      outcome = MOVED;
    }
    version = entry.version();
    assertedAgain |= otherVersion;
  }

  private Outcome outcome(LDAPResult result, Answers answers) {
    return answers.outcome(result, change.frame().created());
  }

  private boolean isFinalOnceLookedAt() {
    return meaning() == Answers.Meaning.OTHER_VALUES || meaning() == Answers.Meaning.REFUSED;
  }

  /** The entry could not be read: one that is to be made is sent then. */
  void unreadable(ResultCode code, Answers answers) {
    boolean absent = code.equals(ResultCode.SUCCESS) || code.equals(ResultCode.NO_SUCH_OBJECT);
    LDAPResult last = answer;
    if (absent && change.frame().created()) {
      outcome = last != null && isFinalOnceLookedAt() ? outcome(last, answers) : null;
    } else if (absent) {
      outcome = change.frame().removed() && mayHaveBeenCarriedOut ? Outcome.DONE : GONE;
    } else {
      outcome =
          new Outcome(
              mayHaveBeenCarriedOut ? Outcome.Kind.UNSETTLED : Outcome.Kind.FAILED,
              "the entry cannot be read: the server answers " + code);
    }
  }

  /** Whether all that should come is there and all that should go is gone. */
  private boolean isAsWanted(DirectoryEntry entry, Answers answers) {
    return change.attributes().stream()
        .allMatch(
            wanted ->
                isAsWanted(
                    wanted, entry.values(wanted.attribute()), answers.form(wanted.attribute())));
  }

  private static boolean isAsWanted(
      AttributeChange wanted, List<StoredValue> values, Spelling spelling) {
    boolean allThere =
        wanted.publish().stream()
            .allMatch(p -> values.stream().anyMatch(v -> isSame(p, v, spelling)));
    boolean allGone =
        wanted.withdraw().stream()
            .map(AttributeChange.Withdrawal::value)
            .filter(gone -> wanted.publish().stream().noneMatch(p -> isSame(p, gone, spelling)))
            .noneMatch(values::contains);
    return allThere && allGone;
  }

  private static boolean isSame(
      AttributeChange.Publication publication, StoredValue value, Spelling spelling) {
    return publication.bytes().equals(value.bytes()) && !spelling.hides(value);
  }
}
