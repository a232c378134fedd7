package org.certpublisher.config.yaml;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.certpublisher.cert.match.SubjectField;

/** Texts of the file as values; an {@link IllegalArgumentException} says what was expected. */
public final class Conversions {
  private static final String FILTER = "an LDAP filter such as (objectClass=person)";

  private Conversions() {}

  /** A name by which others in the file refer to it. */
  public static String name(String text) {
    if (!text.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
      throw new IllegalArgumentException(
          "a name of at most 64 letters, digits, dots, hyphens and underscores");
    }
    return text;
  }

  /** An ISO 8601 duration of days to seconds, zero allowed. */
  public static Duration duration(String text) {
    try {
      Duration duration = Duration.parse(text);
      if (!duration.isNegative() && duration.toDays() <= 36_500) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "a duration such as P2D (two days) or PT5M (five minutes)", e);
    }
    throw new IllegalArgumentException("a duration from PT0S to P36500D");
  }

  /** A distinguished name (RFC 4514), not the empty one. */
  public static String dn(String text) {
    try {
      if (!new LdapName(text).isEmpty()) {
        return text;
      }
    } catch (InvalidNameException e) {
      throw new IllegalArgumentException(
          "a distinguished name such as ou=People,dc=example,dc=com", e);
    }
    throw new IllegalArgumentException("a distinguished name such as ou=People,dc=example,dc=com");
  }

  /** The address of a directory: ldap or ldaps, host and perhaps port, nothing more. */
  public static URI directoryUrl(String text) {
    URI uri = uri(text, "ldaps://host or ldap://host, with a port if need be");
    boolean ldap = "ldap".equals(uri.getScheme()) || "ldaps".equals(uri.getScheme());
    boolean bare =
        (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))
            && uri.getRawQuery() == null
            && uri.getRawFragment() == null
            && uri.getRawUserInfo() == null;
    if (!ldap || uri.getHost() == null || !bare || uri.getPort() == 0 || uri.getPort() > 65_535) {
      throw new IllegalArgumentException(
          "ldaps://host or ldap://host, with a port if need be and nothing after it");
    }
    return uri;
  }

  /** An http or https address. */
  public static URI webUrl(String text) {
    URI uri = uri(text, "a file, or an http or https address");
    boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!web || uri.getHost() == null || uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "a file, or an http or https address without user and password");
    }
    return uri;
  }

  private static URI uri(String text, String expected) {
    try {
      URI uri = new URI(text);
      String scheme = uri.getScheme();
      if (scheme == null || uri.isOpaque()) {
        throw new IllegalArgumentException(expected);
      }
      return new URI(text.replaceFirst("^[^:]+", scheme.toLowerCase(Locale.ROOT)));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(expected, e);
    }
  }

  /** An attribute's name or OID without options. */
  public static String attribute(String text) {
    if (!text.matches("[A-Za-z][A-Za-z0-9-]*|[0-9]+(\\.[0-9]+)+")) {
      throw new IllegalArgumentException("the name of an attribute, without options");
    }
    return text;
  }

  /** A field of a certificate's subject, such as subject.serialNumber. */
  public static SubjectField subjectField(String text) {
    String begin = "subject.";
    Optional<SubjectField> field =
        text.startsWith(begin) ? SubjectField.of(text.substring(begin.length())) : Optional.empty();
    return field.orElseThrow(
        () ->
            new IllegalArgumentException(
                "a field of the subject such as subject.serialNumber, subject.UID, subject.CN or"
                    + " subject. and an OID"));
  }

  /** A filter (RFC 4515), by its shape: the server judges the rest. */
  public static String filter(String text) {
    if (text.length() > 10_000 || end(text, 0, 0) != text.length()) {
      throw new IllegalArgumentException(FILTER);
    }
    return text;
  }

  /** Where the filter that begins here ends. */
  private static int end(String text, int start, int depth) {
    if (start + 1 >= text.length() || text.charAt(start) != '(' || depth > 50) {
      throw new IllegalArgumentException(FILTER);
    }
    char first = text.charAt(start + 1);
    if (first != '&' && first != '|' && first != '!') {
      int close = text.indexOf(')', start);
      String item = text.substring(start + 1, close < 0 ? text.length() : close);
      if (close < 0 || !item.matches("(?s)[A-Za-z0-9][^=(]*=[^(]*")) {
        throw new IllegalArgumentException(FILTER);
      }
      return close + 1;
    }
    int at = start + 2;
    int parts = 0;
    while (at < text.length() && text.charAt(at) == '(') {
      at = end(text, at, depth + 1);
      parts++;
    }
    boolean whole = first == '!' ? parts == 1 : parts > 0;
    if (at >= text.length() || text.charAt(at) != ')' || !whole) {
      throw new IllegalArgumentException(FILTER);
    }
    return at + 1;
  }
}
