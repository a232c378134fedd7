package org.certpublisher.directory.ldap.wire;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchResultListener;
import com.unboundid.ldap.sdk.SearchResultReference;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One read of all entries, page by page (RFC 2696). A thread of its own reads and asks for the next
 * page while the consumer works on entries that have come; at most {@link #BATCHES} batches wait.
 * The read comes to its end or throws: a page that fails, a server that forgets to page or a full
 * last page without an answer are all failures, for an entry not read would look like one without
 * certificates.
 */
public final class EntryStream implements SearchResultListener {
  private static final long serialVersionUID = 1L;
  private static final int BATCH = 128;
  private static final int BATCHES = 8;
  private static final int EMPTY_PAGES = 1000;
  private static final List<SearchResultEntry> END = List.of();

  private final transient LDAPConnection connection;
  private final transient Query query;
  private final transient BlockingQueue<List<SearchResultEntry>> queue =
      new ArrayBlockingQueue<>(BATCHES);
  private transient List<SearchResultEntry> batch = new ArrayList<>(BATCH);
  private transient int inPage;
  private transient volatile boolean abandoned;
  private transient volatile @Nullable Exception failure;

  /** Prepares a read over a connection that nothing else uses meanwhile. */
  public EntryStream(LDAPConnection connection, Query query) {
    this.connection = connection;
    this.query = query;
  }

  /**
   * What is read.
   *
   * @param pageSize 0 for a server that cannot page
   */
  public record Query(String base, Filter filter, List<String> attributes, int pageSize) {
    /** The same in one piece. */
    public Query unpaged() {
      return new Query(base, filter, attributes, 0);
    }
  }

  /** Reads to the end; the consumer is called by the caller's thread. */
  public void forEach(Consumer<SearchResultEntry> consumer)
      throws LDAPException, InterruptedException {
    Thread reader = new Thread(this::readAll, "directory-reader");
    reader.setDaemon(true);
    reader.start();
    try {
      for (List<SearchResultEntry> next = queue.take(); next != END; next = queue.take()) {
        next.forEach(consumer);
      }
    } finally {
      abandoned = true;
      if (reader.isAlive()) {
        queue.clear();
      }
      reader.join(1000);
    }
    rethrow();
  }

  private void rethrow() throws LDAPException {
    Exception e = failure;
    if (e instanceof LDAPException known) {
      throw known;
    }
    if (e != null) {
      throw new LDAPException(ResultCode.DECODING_ERROR, String.valueOf(e.getMessage()), e);
    }
  }

  private void readAll() {
    try {
      readPages();
    } catch (LDAPException | RuntimeException e) {
      // Samba 4.17 answers some controls with another message type: the SDK throws a
      // ClassCastException.
      failure = e;
    }
    offer(batch);
    offer(END);
  }

  private void readPages() throws LDAPException {
    SearchRequest request =
        new SearchRequest(
            this,
            query.base(),
            SearchScope.SUB,
            query.filter(),
            query.attributes().toArray(new String[0]));
    if (query.pageSize() == 0) {
      connection.search(request);
      return;
    }
    @Nullable ASN1OctetString cookie = null;
    int empty = 0;
    do {
      inPage = 0;
      request.setControls(new SimplePagedResultsControl(query.pageSize(), cookie, true));
      cookie = next(connection.search(request));
      empty = inPage == 0 ? empty + 1 : 0;
      if (empty > EMPTY_PAGES) {
        throw new LDAPException(
            ResultCode.DECODING_ERROR,
            EMPTY_PAGES + " empty pages in a row: the server's paging is broken");
      }
    } while (cookie != null && cookie.getValueLength() > 0 && !abandoned);
  }

  private @Nullable ASN1OctetString next(SearchResult result) throws LDAPException {
    SimplePagedResultsControl answer = SimplePagedResultsControl.get(result);
    if (answer == null && inPage >= query.pageSize()) {
      throw new LDAPException(
          ResultCode.CONTROL_NOT_FOUND,
          "a full page of %d entries came without saying whether there are more".formatted(inPage));
    }
    return answer == null ? null : answer.getCookie();
  }

  @Override
  public void searchEntryReturned(SearchResultEntry entry) {
    inPage++;
    batch.add(entry);
    if (batch.size() == BATCH) {
      offer(batch);
      batch = new ArrayList<>(BATCH);
    }
  }

  /** Entries of other servers are not ours to publish to. */
  @Override
  public void searchReferenceReturned(SearchResultReference reference) {}

  private void offer(List<SearchResultEntry> entries) {
    try {
      while (!abandoned && !queue.offer(entries, 1, TimeUnit.SECONDS)) {
        // the consumer is still at work
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      abandoned = true;
    }
  }
}
