package org.certpublisher.source;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certpublisher.cert.Sha256;

/**
 * Keeps an older issue of a list from un-revoking what a newer one listed. Of several copies at
 * hand the newest counts; one that is older than what an earlier run used proves nothing.
 */
public final class Editions {
  private final Map<Sha256, Edition> used = new HashMap<>();
  private final Map<Sha256, Edition> newest = new HashMap<>();

  /** Compares with what earlier runs used. */
  public Editions(Collection<Edition> used) {
    used.forEach(edition -> this.used.put(edition.list(), edition));
  }

  /** What remains to be asked, and the copies that were set aside. */
  public record Compared(List<RevocationStatus> statuses, List<SourceFinding> findings) {
    /** Copies its collections. */
    public Compared {
      statuses = List.copyOf(statuses);
      findings = List.copyOf(findings);
    }
  }

  /**
   * Compares what the sources of an authority gave.
   *
   * @param accepted whether an operator took the sources as they are
   */
  public Compared compare(String authority, List<RevocationStatus> read, boolean accepted) {
    Map<Sha256, Edition> here = new HashMap<>();
    for (RevocationStatus status : read) {
      usable(status).ifPresent(edition -> here.merge(edition.list(), edition, Editions::newer));
    }
    List<RevocationStatus> statuses = new ArrayList<>();
    List<SourceFinding> findings = new ArrayList<>();
    for (RevocationStatus status : read) {
      Optional<Edition> edition = usable(status);
      Optional<Edition> before =
          edition.map(Edition::list).flatMap(list -> Optional.ofNullable(used.get(list)));
      Optional<Edition> copy = edition.map(one -> here.getOrDefault(one.list(), one));
      if (!accepted && before.isPresent() && copy.orElseThrow().isOlderThan(before.get())) {
        statuses.add(new OutdatedStatus(status, edition.orElseThrow(), before.get(), authority));
      } else if (edition.isPresent() && edition.get().isOlderThan(copy.orElseThrow())) {
        findings.add(superseded(edition.get(), copy.get()));
      } else {
        statuses.add(status);
      }
    }
    here.forEach(
        (list, edition) -> {
          Edition before = used.get(list);
          if (before == null || before.isOlderThan(edition) || accepted) {
            newest.put(list, edition);
          }
        });
    return new Compared(statuses, findings);
  }

  private static Optional<Edition> usable(RevocationStatus status) {
    return status.isUsable() ? status.edition() : Optional.empty();
  }

  private static Edition newer(Edition one, Edition other) {
    return one.isOlderThan(other) ? other : one;
  }

  private static SourceFinding superseded(Edition old, Edition newer) {
    return new SourceFinding(
        Severity.WARNING,
        old.name(),
        "made at "
            + old.made()
            + ", it is older than "
            + newer.name()
            + ", made at "
            + newer.made()
            + ", which counts alone. Have the copy renewed.");
  }

  /** What a later run is to compare with, where that is new. */
  public List<Edition> toRemember() {
    return newest.values().stream()
        .filter(edition -> !edition.equals(used.get(edition.list())))
        .toList();
  }
}
