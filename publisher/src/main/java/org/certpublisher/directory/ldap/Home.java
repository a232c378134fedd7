package org.certpublisher.directory.ldap;

import java.util.ArrayList;
import java.util.List;
import org.certpublisher.directory.ldap.connect.Connector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one server that a run stays with, so that it reads what it wrote: replicas lag behind. It is
 * left only when it is lost or does not come to itself. Not for several threads.
 */
final class Home {
  private static final Logger LOG = LoggerFactory.getLogger(Home.class);

  private final List<String> urls;
  private final List<String> moves = new ArrayList<>();
  private String url = "";
  private int first;
  private int left;
  private String why = "";

  Home(List<String> urls) {
    this.urls = urls;
  }

  /** The urls in the order to try. */
  List<String> order() {
    List<String> order = new ArrayList<>(urls.subList(first, urls.size()));
    order.addAll(urls.subList(0, first));
    return order;
  }

  /** Whether there is another server to go to. */
  boolean hasAlternative() {
    return urls.size() > 1;
  }

  /** The next connection is to be tried elsewhere. */
  void leave(String reason) {
    if (hasAlternative() && !url.isEmpty()) {
      first = (urls.indexOf(url) + 1) % urls.size();
      why = url + ": " + reason;
    }
  }

  /** A connection came about; true when it leads to another server than before. */
  boolean opened(Connector.Opened opened) {
    boolean moved = !url.isEmpty() && !opened.url().equals(url);
    String reason = why.isEmpty() ? String.join("; ", opened.failures()) : why;
    if (moved) {
      left++;
      tell(
          "went on at %s instead of %s (%s); from there on every entry was read before it was written"
              .formatted(opened.url(), url, reason));
    } else if (url.isEmpty() && !opened.failures().isEmpty()) {
      tell("used %s (%s)".formatted(opened.url(), reason));
    }
    url = opened.url();
    first = urls.indexOf(url);
    why = "";
    return moved;
  }

  private void tell(String move) {
    LOG.warn("{}", move);
    moves.add(move);
  }

  /** How often another server was gone to. */
  int left() {
    return left;
  }

  /** What happened, one line each. */
  List<String> moves() {
    return List.copyOf(moves);
  }
}
