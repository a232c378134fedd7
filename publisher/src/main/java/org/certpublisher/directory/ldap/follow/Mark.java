package org.certpublisher.directory.ldap.follow;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.certpublisher.directory.follow.OddCookieException;

/**
 * What a cookie says.
 *
 * @param server as {@link Position#server}
 * @param since the stamp from which on changes are asked for
 * @param origins as {@link Position#origins} at that time
 */
record Mark(Stamp stamp, String server, String since, Map<String, String> origins) {
  Mark {
    origins = Map.copyOf(origins);
  }

  /** The cookie: words between blanks. */
  String text() {
    return String.join(
        " ",
        stamp.attribute(),
        server,
        since,
        new TreeMap<>(origins)
            .entrySet().stream()
                .map(one -> one.getKey() + "=" + one.getValue())
                .collect(Collectors.joining(",")));
  }

  /** Reads a cookie. */
  static Mark of(String text, Stamp stamp) throws OddCookieException {
    String[] words = text.split(" ", -1);
    if (words.length != 4 || !stamp.attribute().equals(words[0])) {
      throw new OddCookieException("the cookie of the last run is none of this kind of server");
    }
    Map<String, String> origins = new TreeMap<>();
    for (String one : words[3].isEmpty() ? new String[0] : words[3].split(",", -1)) {
      int end = one.indexOf('=');
      if (end < 0 || stamp.of(one.substring(end + 1)).isEmpty()) {
        throw unreadable();
      }
      origins.put(one.substring(0, end), one.substring(end + 1));
    }
    if (stamp.of(words[2]).filter(words[2]::equals).isEmpty()) {
      throw unreadable();
    }
    return new Mark(stamp, words[1], words[2], origins);
  }

  private static OddCookieException unreadable() {
    return new OddCookieException("the cookie of the last run cannot be read");
  }

  /**
   * From where on to ask at a server that stands here. Where a server got changes of another one
   * since, these may have any stamp after the last it had of that one, however late they came.
   */
  String since(Position now) throws OddCookieException {
    if (!server.equals(now.server())) {
      throw new OddCookieException(
          "the last run read another server, or this one's history is new");
    }
    if (since.compareTo(now.ceiling()) > 0) {
      throw new OddCookieException(
          "the cookie of the last run is of a time that is yet to come, or the server was set back");
    }
    if (!origins.keySet().equals(now.origins().keySet())) {
      throw new OddCookieException("the server replicates with others than at the last run");
    }
    String least = since;
    for (Map.Entry<String, String> origin : origins.entrySet()) {
      String then = origin.getValue();
      boolean moved = !then.equals(now.origins().get(origin.getKey()));
      least = moved && then.compareTo(least) < 0 ? then : least;
    }
    return least;
  }
}
