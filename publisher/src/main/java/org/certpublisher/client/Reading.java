package org.certpublisher.client;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.certpublisher.cert.CertificateSummary;
import org.certpublisher.directory.HeldCertificate;
import org.jspecify.annotations.Nullable;

/**
 * How a client reads an entry.
 *
 * @param sources where it looks, in its order
 * @param turn when it goes on to the next source
 * @param choice which of several values it takes
 * @param demands what it demands of a certificate
 */
record Reading(List<Source> sources, Turn turn, Choice choice, Set<Demand> demands) {
  /** When a client goes on to its next source. */
  enum Turn {
    /** Only when there is nothing in the one before: what is stale there shadows the rest. */
    WHEN_EMPTY,
    /** When there is nothing in the one before that it accepts. */
    WHEN_NONE_GOOD
  }

  /** Which of several values of one source a client takes. */
  enum Choice {
    /** It sees only the first that the server gives, and takes that or none. */
    FIRST_VALUE,
    /** The first that it accepts. */
    FIRST_GOOD,
    /** Of those that it accepts the one with the latest notBefore. */
    NEWEST_GOOD
  }

  /** Copies its collections. */
  Reading {
    sources = List.copyOf(sources);
    demands = Set.copyOf(demands);
  }

  /** The certificate that the client encrypts to. Plain loops: a run asks it for every entry. */
  Optional<CertificateSummary> pick(LookUp at) {
    for (Source source : sources) {
      @Nullable CertificateSummary taken = choose(source, at);
      if (taken != null || (turn == Turn.WHEN_EMPTY && source.isIn(at.values()))) {
        return Optional.ofNullable(taken);
      }
    }
    return Optional.empty();
  }

  private @Nullable CertificateSummary choose(Source source, LookUp at) {
    @Nullable CertificateSummary taken = null;
    for (HeldCertificate held : at.values()) {
      if (source.has(held)) {
        CertificateSummary one = held.certificate();
        boolean good = accepts(one, at);
        if (choice == Choice.FIRST_VALUE || (good && choice == Choice.FIRST_GOOD)) {
          return good ? one : null;
        }
        if (good && (taken == null || isNewer(one, taken))) {
          taken = one;
        }
      }
    }
    return taken;
  }

  private static boolean isNewer(CertificateSummary one, CertificateSummary other) {
    return one.validity().notBefore().isAfter(other.validity().notBefore());
  }

  private boolean accepts(CertificateSummary one, LookUp at) {
    for (Demand demand : demands) {
      if (!demand.isMet(one, at)) {
        return false;
      }
    }
    return true;
  }

  /** What the client holds against the first value it sees, or that it sees none. */
  String refusal(LookUp at) {
    for (Source source : sources) {
      List<CertificateSummary> seen = source.of(at.values());
      if (!seen.isEmpty()) {
        return "it refuses "
            + seen.get(0).serialHex()
            + (sources.size() > 1 ? " in " + source.title() : "")
            + (sources.size() > 1 && turn == Turn.WHEN_EMPTY ? ", which it reads first" : "")
            + ": "
            + objection(seen.get(0), at)
            + order(seen, at);
      }
    }
    return sources.size() == 1
        ? sources.get(0).absence(at.values())
        : "there is neither userCertificate nor userSMIMECertificate";
  }

  private String objection(CertificateSummary one, LookUp at) {
    return demands.stream()
        .sorted()
        .filter(demand -> !demand.isMet(one, at))
        .findFirst()
        .map(Demand::refusal)
        .orElse("");
  }

  /** Said when another order of the values would end otherwise; else empty. */
  String order(LookUp at) {
    return order(sources.get(0).of(at.values()), at);
  }

  private String order(List<CertificateSummary> seen, LookUp at) {
    boolean another = seen.stream().skip(1).anyMatch(one -> accepts(one, at));
    boolean none = seen.stream().skip(1).anyMatch(one -> !accepts(one, at));
    boolean matters = another || (none && accepts(seen.get(0), at));
    return choice == Choice.FIRST_VALUE && matters
        ? "; it sees only the first of "
            + seen.size()
            + " values, in an order that no server promises"
        : "";
  }
}
