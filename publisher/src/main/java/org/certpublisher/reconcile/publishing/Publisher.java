package org.certpublisher.reconcile.publishing;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.certpublisher.cert.Revocation;
import org.certpublisher.cert.Sha256;
import org.certpublisher.directory.AttributeChange;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.Outcome;
import org.certpublisher.reconcile.planfile.PlanFileException;
import org.certpublisher.reconcile.planfile.Planned;
import org.certpublisher.report.Report;
import org.certpublisher.source.Inventory;
import org.certpublisher.state.StateException;
import org.certpublisher.state.StateStore;

/**
 * The only caller of {@link Directory#modify}. Sends changes in windows; each is durable in the
 * journal before it is sent, so that what a kill leaves can be settled. While one window is sent,
 * the one before is settled and the next is read and journaled, by a single other thread.
 */
public final class Publisher {
  /** Changes in a window. */
  public static final int WINDOW = 256;

  private static final Outcome NOT_SENT =
      new Outcome(Outcome.Kind.MOVED, "not sent, because the run was ended; the next run plans it");

  private final Directory directory;
  private final StateStore state;
  private final Inventory inventory;
  private final Pace pace;
  private final IntConsumer done;
  private final Map<Outcome.Kind, Integer> counts = new EnumMap<>(Outcome.Kind.class);
  private final List<Report.EntryOutcome> open = new ArrayList<>();
  private Optional<Future<?>> settling = Optional.empty();

  /**
   * For one run.
   *
   * @param inventory tells which revocations a change carries out
   * @param done is told how many changes have been sent
   */
  public Publisher(
      Directory directory, StateStore state, Inventory inventory, Pace pace, IntConsumer done) {
    this.directory = directory;
    this.state = state;
    this.done = done;
    this.inventory = inventory;
    this.pace = pace;
  }

  /** Gives the changes one by one, as they are to be sent. */
  public interface Feed {
    /** The next; empty at the end. */
    Optional<Planned> next() throws PlanFileException;
  }

  /**
   * What became of the changes.
   *
   * @param open what is not done
   * @param failure why it ended early; empty when it did not
   */
  public record Published(
      Map<Outcome.Kind, Integer> counts, List<Report.EntryOutcome> open, String failure) {}

  /** Sends all changes, unless it is stopped or the directory is lost. */
  public Published publish(long run, Feed feed) throws PlanFileException {
    ExecutorService journal = Executors.newSingleThreadExecutor(Publisher::daemon);
    String failure = "";
    try {
      Future<List<EntryChange>> next = journal.submit(() -> ahead(run, feed));
      List<EntryChange> window = get(next);
      while (!window.isEmpty() && failure.isEmpty()) {
        if (!pace.mayGoOn()) {
          settle(journal, run, window, notSent(window));
          failure = "ended by a signal; the changes that were not sent are left to the next run";
          break;
        }
        next = journal.submit(() -> ahead(run, feed));
        failure = send(journal, run, window);
        window = get(next);
        if (!failure.isEmpty()) {
          settle(journal, run, window, notSent(window));
        }
      }
      awaitSettling();
      return new Published(counts, open, failure);
    } finally {
      journal.shutdown();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "journal");
    thread.setDaemon(true);
    return thread;
  }

  /** Reads the next window and makes it durable. */
  private List<EntryChange> ahead(long run, Feed feed) throws PlanFileException {
    int size = pace.nextWindow(WINDOW);
    List<EntryChange> window = new ArrayList<>(size);
    List<String> reasons = new ArrayList<>(size);
    while (window.size() < size) {
      Optional<Planned> next = feed.next();
      if (next.isEmpty()) {
        break;
      }
      window.add(next.get().change());
      reasons.add(next.get().reason());
    }
    if (!window.isEmpty()) {
      state.journal(run, window, reasons);
    }
    return window;
  }

  /** Sends one window; why the run ends, or an empty text. */
  private String send(ExecutorService journal, long run, List<EntryChange> window)
      throws PlanFileException {
    pace.await(window.size());
    try {
      List<Outcome> outcomes = directory.modify(window);
      settle(journal, run, window, outcomes);
      return "";
    } catch (DirectoryException e) {
      // What became of the window is not known: it stays open in the journal for the next run.
      count(window, window.stream().map(change -> unknown(e)).toList());
      return String.valueOf(e.getMessage());
    }
  }

  private static Outcome unknown(DirectoryException e) {
    return new Outcome(
        Outcome.Kind.UNSETTLED,
        "the directory was lost, the next run looks what became of it: " + e.getMessage());
  }

  private static List<Outcome> notSent(List<EntryChange> window) {
    return window.stream().map(change -> NOT_SENT).toList();
  }

  private void settle(
      ExecutorService journal, long run, List<EntryChange> window, List<Outcome> outcomes)
      throws PlanFileException {
    if (window.isEmpty()) {
      return;
    }
    count(window, outcomes);
    Map<Sha256, Revocation> revoked = revoked(window, outcomes);
    awaitSettling();
    settling =
        Optional.of(
            journal.submit(
                () -> {
                  // First what must stay in force, then what makes the window forgotten.
                  if (!revoked.isEmpty()) {
                    state.recordCarriedOut(revoked);
                  }
                  state.settle(run, window, outcomes);
                }));
  }

  private void awaitSettling() throws PlanFileException {
    if (settling.isPresent()) {
      get(settling.get());
    }
  }

  private void count(List<EntryChange> window, List<Outcome> outcomes) {
    for (int i = 0; i < window.size(); i++) {
      Outcome outcome = outcomes.get(i);
      counts.merge(outcome.kind(), 1, Integer::sum);
      if (outcome.kind() != Outcome.Kind.DONE) {
        open.add(new Report.EntryOutcome(window.get(i).dn(), outcome));
      }
    }
    done.accept(counts.values().stream().mapToInt(n -> n).sum());
  }

  /** The revocations that these changes carried out. */
  private Map<Sha256, Revocation> revoked(List<EntryChange> window, List<Outcome> outcomes) {
    Map<Sha256, Revocation> revoked = new HashMap<>();
    for (int i = 0; i < window.size(); i++) {
      if (outcomes.get(i).kind() == Outcome.Kind.DONE) {
        for (AttributeChange change : window.get(i).attributes()) {
          change.withdraw().forEach(gone -> addRevoked(inventory, gone.certificate(), revoked));
        }
      }
    }
    return revoked;
  }

  /** Adds a certificate's revocation when it is revoked for good; holds may be lifted. */
  static void addRevoked(Inventory inventory, Sha256 certificate, Map<Sha256, Revocation> revoked) {
    inventory
        .find(certificate)
        .filter(issued -> issued.revocation().status() == Revocation.Status.REVOKED)
        .ifPresent(issued -> revoked.put(certificate, issued.revocation()));
  }

  private static <T> T get(Future<T> future) throws PlanFileException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StateException("interrupted while the journal was written", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof PlanFileException planFile) {
        throw planFile;
      }
      if (e.getCause() instanceof StateException lost) {
        throw lost;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
