package org.certpublisher.directory.ldap.wire;

import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.AsyncRequestID;
import com.unboundid.ldap.sdk.AsyncSearchResultListener;
import com.unboundid.ldap.sdk.DeleteRequest;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPRequest;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchResultReference;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends many requests over one connection with a bounded number in flight. It ends with an answer
 * for each request, or with fewer when the connection was lost or nothing came back in time; then
 * the connection is closed, so that no late answer meets the next round.
 */
public final class Pipeline {
  private final LDAPConnection connection;
  private final int window;
  private final long patienceMillis;

  /**
   * Sends over a connection.
   *
   * @param window requests in flight
   * @param patienceMillis without any answer
   */
  public Pipeline(LDAPConnection connection, int window, long patienceMillis) {
    this.connection = connection;
    this.window = window;
    this.patienceMillis = patienceMillis;
  }

  /**
   * The answers, in the order of the requests.
   *
   * @param sent how many requests were sent; those behind were not
   */
  public record Answered<T>(AtomicReferenceArray<@Nullable T> answers, int sent) {
    /** The answer to a request, if one came. */
    public Optional<T> get(int index) {
      return Optional.ofNullable(answers.get(index));
    }
  }

  /**
   * What a look at one entry gave.
   *
   * @param entry empty when there is none
   */
  public record Look(ResultCode code, Optional<SearchResultEntry> entry) {}

  private interface Request<T> {
    AsyncRequestID send(Slot<T> slot) throws LDAPException;
  }

  /** Where one request's answer goes. */
  private record Slot<T>(AtomicReferenceArray<@Nullable T> answers, int index, Semaphore free) {
    void fill(T answer) {
      if (answers.compareAndSet(index, null, answer)) {
        free.release();
      }
    }
  }

  /** Sends changes; each is made when it is its turn, while those before it are under way. */
  public Answered<LDAPResult> change(List<Supplier<LDAPRequest>> requests)
      throws InterruptedException {
    return send(
        requests.stream()
            .<Request<LDAPResult>>map(request -> slot -> change(request.get(), slot))
            .toList());
  }

  private AsyncRequestID change(LDAPRequest request, Slot<LDAPResult> slot) throws LDAPException {
    if (request instanceof DeleteRequest delete) {
      return connection.asyncDelete(delete, (id, result) -> slot.fill(result));
    }
    return request instanceof AddRequest add
        ? connection.asyncAdd(add, (id, result) -> slot.fill(result))
        : connection.asyncModify((ModifyRequest) request, (id, result) -> slot.fill(result));
  }

  /** Looks at entries by name; one that the filter does not take counts as not there. */
  public Answered<Look> look(List<String> names, List<String> attributes, Filter filter)
      throws InterruptedException {
    String[] wanted = attributes.toArray(new String[0]);
    return send(
        names.stream()
            .<Request<Look>>map(
                dn ->
                    slot ->
                        connection.asyncSearch(
                            new SearchRequest(
                                new Looking(slot), dn, SearchScope.BASE, filter, wanted)))
            .toList());
  }

  private <T> Answered<T> send(List<Request<T>> requests) throws InterruptedException {
    AtomicReferenceArray<@Nullable T> answers = new AtomicReferenceArray<>(requests.size());
    Semaphore free = new Semaphore(window);
    int sent = 0;
    boolean lost = false;
    while (sent < requests.size() && !lost) {
      lost = !free.tryAcquire(patienceMillis, TimeUnit.MILLISECONDS) || !connection.isConnected();
      if (!lost) {
        try {
          AsyncRequestID unused = requests.get(sent).send(new Slot<>(answers, sent, free));
        } catch (LDAPException | IllegalStateException e) {
          // UnboundID 7.0.5 says "Timer already cancelled" when the connection is just being
          // closed.
          lost = true;
        }
        sent++;
      }
    }
    if (lost || !free.tryAcquire(window, patienceMillis, TimeUnit.MILLISECONDS)) {
      connection.close();
    }
    return new Answered<>(answers, sent);
  }

  /** Takes the one entry of a base search and its result. */
  private static final class Looking implements AsyncSearchResultListener {
    private static final long serialVersionUID = 1L;
    private final transient Slot<Look> slot;
    private transient @Nullable SearchResultEntry entry;

    Looking(Slot<Look> slot) {
      this.slot = slot;
    }

    @Override
    public void searchEntryReturned(SearchResultEntry found) {
      entry = found;
    }

    @Override
    public void searchReferenceReturned(SearchResultReference reference) {}

    @Override
    public void searchResultReceived(AsyncRequestID id, SearchResult result) {
      slot.fill(new Look(result.getResultCode(), Optional.ofNullable(entry)));
    }
  }
}
