package org.certpublisher.directory.ldap.wire;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;
import java.util.Optional;

/** What stands in answers and exceptions, on one line for a person. */
public final class Causes {
  private static final int DEEPEST = 12;

  private Causes() {}

  /** Code, its name and the server's own words. */
  public static String answer(LDAPResult result) {
    String words = result.getDiagnosticMessage();
    String code = result.getResultCode().intValue() + " " + result.getResultCode().getName();
    return words == null || words.isBlank() ? code : code + ", \"" + oneLine(words) + "\"";
  }

  /** The same of a failure; what lies deepest in it when it is none of a server. */
  public static String answer(Exception e) {
    return e instanceof LDAPException failure ? answer(failure.toLDAPResult()) : deepest(e);
  }

  /** Whether a failure has this code. */
  public static boolean hasCode(Exception e, ResultCode code) {
    return e instanceof LDAPException failure && failure.getResultCode().equals(code);
  }

  /** The first cause of a kind. */
  public static <T extends Throwable> Optional<T> find(Throwable e, Class<T> type) {
    Throwable at = e;
    for (int depth = 0; at != null && depth < DEEPEST; depth++) {
      if (type.isInstance(at)) {
        return Optional.of(type.cast(at));
      }
      at = at.getCause();
    }
    return Optional.empty();
  }

  /** What lies deepest. */
  public static String deepest(Throwable e) {
    Throwable at = e;
    for (int depth = 0; at.getCause() != null && depth < DEEPEST; depth++) {
      at = at.getCause();
    }
    String text = at.getMessage();
    return oneLine(text == null || text.isBlank() ? at.getClass().getSimpleName() : text);
  }

  /** All messages, from the outside in. */
  public static String all(Throwable e) {
    StringBuilder all = new StringBuilder();
    Throwable at = e;
    for (int depth = 0; at != null && depth < DEEPEST; depth++) {
      all.append(at.getMessage()).append('\n');
      at = at.getCause();
    }
    return all.toString();
  }

  private static String oneLine(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() <= 300 ? line : line.substring(0, 300) + "…";
  }
}
