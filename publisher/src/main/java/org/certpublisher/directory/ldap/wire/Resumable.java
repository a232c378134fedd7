package org.certpublisher.directory.ldap.wire;

import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes the entries of a read that may begin anew at another server: each name once. */
public final class Resumable implements Consumer<SearchResultEntry> {
  private final Consumer<SearchResultEntry> consumer;
  private final Optional<SeenNames> seen;
  private boolean began;

  /**
   * Hands the entries on.
   *
   * @param remembers whether a second beginning leaves out what came before
   */
  public Resumable(Consumer<SearchResultEntry> consumer, boolean remembers) {
    this.consumer = consumer;
    this.seen = remembers ? Optional.of(new SeenNames()) : Optional.empty();
  }

  /** Whether an entry came. */
  public boolean began() {
    return began;
  }

  @Override
  public void accept(SearchResultEntry entry) {
    began = true;
    if (seen.isEmpty() || seen.get().add(entry.getDN())) {
      consumer.accept(entry);
    }
  }
}
