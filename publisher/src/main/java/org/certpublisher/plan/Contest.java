package org.certpublisher.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.certpublisher.cert.CertificateSummary;
import org.certpublisher.cert.EncryptionUse;
import org.certpublisher.cert.Sha256;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.plan.Contents.Candidate;
import org.certpublisher.plan.Supplier.Supply;

/**
 * Which of an entry's good certificates stand for which of its mailboxes, and what of them is still
 * to be written. One that turns out too large to be written leaves the contest, which is then held
 * again; a certificate of which nothing can be read wins and is not written, so that what it would
 * have replaced stays.
 */
final class Contest {
  /** The preferred one first; the digest decides between twins, so that no order of input does. */
  static final Comparator<CertificateSummary> PREFERENCE =
      Comparator.comparing(
              (CertificateSummary c) -> c.encryption().kind() != EncryptionUse.Kind.RSA)
          .thenComparing(c -> c.validity().notBefore(), Comparator.reverseOrder())
          .thenComparing(c -> c.validity().notAfter(), Comparator.reverseOrder())
          .thenComparing(CertificateSummary::serialNumber, Comparator.reverseOrder())
          .thenComparing(CertificateSummary::sha256);

  private static final Comparator<Candidate> BEST =
      Comparator.comparing(Candidate::summary, PREFERENCE);

  private final Planner.Given given;
  private final Policy policy;
  private final Map<String, Candidate> best = new HashMap<>();
  private final Set<Sha256> winning = new HashSet<>();
  private final Set<Sha256> tooLarge = new HashSet<>();
  private final Map<Sha256, String> barred;
  private final Map<Sha256, Candidate> blockers = new HashMap<>();
  private final Map<Sha256, Supply> supplies = new HashMap<>();
  private final Supplier supplier;

  /**
   * Holds the contest.
   *
   * @param entrants the certificates, each with what it is by itself
   * @param barred those for which the entry has no room, and why
   */
  Contest(
      Planner.Given given,
      Policy policy,
      List<Entrant> entrants,
      Map<Sha256, String> barred,
      Instant now) {
    this.given = given;
    this.policy = policy;
    this.barred = Map.copyOf(barred);
    this.supplier = new Supplier(given, policy);
    while (!hold(entrants, now)) {
      best.clear();
      winning.clear();
      supplies.clear();
    }
  }

  /**
   * A certificate and what it is by itself, the others left aside: MISSING or UNKNOWN when nothing
   * speaks against it.
   */
  record Entrant(Candidate candidate, State alone) {}

  /** Whether it stands for a mailbox of the entry. */
  boolean isWinner(Candidate candidate) {
    return winning.contains(candidate.identity());
  }

  /** Whether it left the contest for its size, or because the entry has no room for it. */
  boolean isTooLarge(Candidate candidate) {
    return tooLarge.contains(candidate.identity()) || barred.containsKey(candidate.identity());
  }

  /** Why the entry has no room for it, if that is so. */
  Optional<String> noRoom(Candidate candidate) {
    return Optional.ofNullable(barred.get(candidate.identity()));
  }

  /** Whether some certificate stands for one of its mailboxes. */
  boolean hasWinnerFor(Candidate candidate) {
    return candidate.mailboxes().stream().anyMatch(best::containsKey);
  }

  /** The one that is preferred to it for a mailbox, the first of its mailboxes that has one. */
  Optional<Candidate> preferredTo(Candidate candidate) {
    return candidate.mailboxes().stream()
        .sorted()
        .flatMap(key -> Optional.ofNullable(best.get(key)).stream())
        .filter(other -> BEST.compare(other, candidate) < 0)
        .findFirst();
  }

  /**
   * The one that keeps a winner from being written: it is in the entry and preferred, and only its
   * status or size speaks against it. Something older is not published over it.
   */
  Optional<Candidate> blockerOf(Candidate winner) {
    if (policy.keep() == Policy.Keep.ALL_VALID || blockers.isEmpty()) {
      return Optional.empty();
    }
    Candidate found = null;
    for (String key : winner.mailboxes().stream().sorted().toList()) {
      if (isBest(winner, key)) {
        Optional<Candidate> blocker =
            blockers.values().stream()
                .filter(one -> one.mailboxes().contains(key) && BEST.compare(one, winner) < 0)
                .min(BEST);
        if (blocker.isEmpty()) {
          return Optional.empty();
        }
        found = blocker.get();
      }
    }
    return Optional.ofNullable(found);
  }

  private boolean isBest(Candidate candidate, String key) {
    Candidate found = best.get(key);
    return found != null && found.identity().equals(candidate.identity());
  }

  /** How many certificates stand for a mailbox for which this one is the preferred; else 0. */
  long standingBeside(Candidate candidate, List<Candidate> all) {
    return candidate.mailboxes().stream()
        .filter(key -> isBest(candidate, key))
        .mapToLong(
            key -> all.stream().filter(c -> isWinner(c) && c.mailboxes().contains(key)).count())
        .max()
        .orElse(0);
  }

  /** What a winner still needs. */
  Supply supply(Candidate winner) {
    return supplies.computeIfAbsent(
        winner.identity(), identity -> supplier.supply(winner, blockerOf(winner).isPresent()));
  }

  /** Whether those preferred to a loser will stand in every attribute that it leaves. */
  boolean isReplaced(Candidate loser, Set<CertificateAttribute> leaves) {
    return loser.mailboxes().stream()
        .allMatch(
            key -> {
              Candidate winner = best.get(key);
              return winner != null && supply(winner).standing().containsAll(leaves);
            });
  }

  private boolean hold(List<Entrant> entrants, Instant now) {
    List<Candidate> contenders = new ArrayList<>();
    for (Entrant entrant : entrants) {
      Candidate candidate = entrant.candidate();
      State state = entrant.alone();
      boolean large = isTooLarge(candidate);
      if (!large && (state == State.MISSING || competesUnknown(state))) {
        contenders.add(candidate);
      } else if ((large || state == State.REVOCATION_UNKNOWN) && blocks(candidate, now)) {
        blockers.put(candidate.identity(), candidate);
      }
    }
    contenders.sort(BEST);
    for (Candidate contender : contenders) {
      for (String key : contender.mailboxes()) {
        boolean first = best.putIfAbsent(key, contender) == null;
        if (first || policy.keep() == Policy.Keep.ALL_VALID || isUncounted(key)) {
          winning.add(contender.identity());
        }
      }
    }
    return contenders.stream().noneMatch(this::turnsOutTooLarge);
  }

  private boolean competesUnknown(State state) {
    return state == State.UNKNOWN && !policy.removal().unknown();
  }

  private static boolean blocks(Candidate candidate, Instant now) {
    return candidate.isHeld()
        && candidate.summary().encryption().canEncrypt()
        && candidate.summary().validity().contains(now);
  }

  /** Whether the first pass did not count the mailbox, because the inventory does not name it. */
  private boolean isUncounted(String key) {
    return given.inventory().ofMailbox(key).isEmpty();
  }

  private boolean turnsOutTooLarge(Candidate contender) {
    return isWinner(contender)
        && supply(contender).bytes() == Supplier.Bytes.TOO_LARGE
        && tooLarge.add(contender.identity());
  }
}
