package org.certpublisher.reconcile.planning;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.plan.Judgement;
import org.certpublisher.state.StateStore;

/**
 * Which entries are concerned.
 *
 * @param only what {@code --only} named
 * @param selected the names that it means
 * @param refused the entries that the server refused for rights
 */
public record Scope(
    Instant now,
    Optional<Directory.Only> only,
    Set<String> selected,
    Map<String, StateStore.Refusal> refused) {
  /** Refused entries are tried again after this. */
  static final Duration RETRY = Duration.ofDays(1);

  /** Copies its collections. */
  public Scope {
    selected = Set.copyOf(selected);
    refused = Map.copyOf(refused);
  }

  /** Whether an entry is concerned. */
  public boolean has(String dn) {
    return only.isEmpty() || selected.contains(dn);
  }

  /** Whether an entry that is to be made is concerned: it or a mailbox of it is named. */
  public boolean makes(DirectoryEntry made) {
    String text = only.map(Directory.Only::text).orElse("").strip();
    return only.isEmpty()
        || made.dn().equalsIgnoreCase(text)
        || made.mailboxes().stream().anyMatch(Mailbox.of(text)::matches);
  }

  /** Whether the server refused the entry lately, so that it is not tried in this run. */
  boolean waits(String dn) {
    StateStore.Refusal refusal = refused.get(dn);
    return refusal != null && now.isBefore(refusal.last().plus(RETRY));
  }

  /** Whether a judgement that reaches no entry is concerned: the address is named. */
  boolean has(Judgement unplaced) {
    if (only.isEmpty()) {
      return true;
    }
    Mailbox asked = Mailbox.of(only.get().text());
    return only.get().kind() == Directory.Only.Kind.ADDRESS
        && List.of(unplaced.subject().address().split(" ", -1)).stream()
            .anyMatch(address -> Mailbox.of(address).matches(asked));
  }
}
