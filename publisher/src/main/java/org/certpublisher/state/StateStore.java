package org.certpublisher.state;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Revocation;
import org.certpublisher.cert.Sha256;
import org.certpublisher.cert.authority.Verdicts;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.Outcome;
import org.certpublisher.source.Edition;

/**
 * What is remembered between runs. Losing it never harms the directory: signatures are verified
 * again and a full compare follows.
 */
public interface StateStore extends AutoCloseable {
  /** The memory of signature checks. */
  Verdicts verdicts();

  /** The last good read of an authority's source. */
  Optional<LastGood> lastGood(String authority);

  /** Records a good read, or a smaller one that an operator accepted. */
  void recordGood(String authority, LastGood good);

  /** The revocations that were carried out, holds left out: they stay in force. */
  Map<Sha256, Revocation> carriedOut();

  /** Remembers revocations that were carried out. */
  void recordCarriedOut(Map<Sha256, Revocation> revocations);

  /** The newest issues of revocation lists that were used. */
  List<Edition> editions();

  /** Remembers issues of revocation lists, each in the place of the one before. */
  void recordEditions(List<Edition> editions);

  /** Starts a run; its row is durable when this returns. */
  long startRun(String publication, String command, Instant started);

  /**
   * Writes a window of changes ahead: durable when this returns. Additions keep DN and SHA-256,
   * values that go keep their full bytes.
   *
   * @param reasons why, beside each change, a sentence a line
   */
  void journal(long run, List<EntryChange> window, List<String> reasons);

  /**
   * Records what became of a window, in the same order. Entries that were refused for rights are
   * remembered until one of their changes is done.
   */
  void settle(long run, List<EntryChange> window, List<Outcome> outcomes);

  /** The entries of a publication whose changes the server refused for rights, by their DN. */
  Map<String, Refusal> refused(String publication);

  /** The changes that killed runs of a publication journaled and never settled, oldest first. */
  List<OpenChange> unsettled(String publication);

  /** Settles one change of a killed run, after the entry was read again. */
  void settleOpen(OpenChange change, Outcome outcome);

  /** What was done, this run's own changes included; a view that ends with the state. */
  History history();

  /** Why the schedule of a publication rests, if it does. */
  Optional<Pause> pause(String publication);

  /** Lets the schedule of a publication rest; durable when this returns. */
  void pause(String publication, Pause pause);

  /** Lets it go on. */
  void resume(String publication);

  /** Ends a run. */
  void finishRun(long run, Instant finished, String outcome, Map<String, Integer> counts);

  /** Writes what is pending and lets go of the state; never throws. */
  @Override
  void close();

  /**
   * What a later read is compared with.
   *
   * @param unexpired how many certificates had not expired
   * @param locations the 64-bit hashes, 8 bytes each, sorted, of all places where a certificate was
   *     readable
   * @param acceptedBy the operator who accepted a smaller inventory; else empty
   */
  record LastGood(int unexpired, Instant asOf, Der locations, String acceptedBy) {
    /** Whether a later read is compared with the same, though not as of the same moment. */
    public boolean saysTheSameAs(LastGood other) {
      return unexpired == other.unexpired
          && locations.equals(other.locations)
          && acceptedBy.equals(other.acceptedBy);
    }
  }

  /**
   * An entry that the server refused to have changed.
   *
   * @param since when it was refused first
   * @param last when it was tried last
   * @param text the server's answer and what grants the right
   */
  record Refusal(Instant since, Instant last, String text) {}

  /**
   * Why a schedule rests.
   *
   * @param undone the run that was undone
   * @param operator who undid it
   */
  record Pause(Instant since, long undone, String operator) {}

  /**
   * A journaled change without an outcome.
   *
   * @param id its number in the journal
   * @param published the identities that were to be published
   * @param withdrawn the identities that were to be withdrawn
   */
  record OpenChange(long id, long run, String dn, List<Sha256> published, List<Sha256> withdrawn) {}
}
