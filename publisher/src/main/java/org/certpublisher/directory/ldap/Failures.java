package org.certpublisher.directory.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.directory.ldap.wire.Trust;

/** What went wrong, in words for a person: the reason and the next step. */
final class Failures {
  private Failures() {}

  /** Why no usable connection came about. */
  static String connecting(Exception e, LdapSettings.Bind bind) {
    if (isRefusedBind(e)) {
      return "the server refuses the bind as %s (%s): check the bind's dn and its password file"
          .formatted(
              bind, e instanceof LDAPException refused ? answer(refused.toLDAPResult()) : "49");
    }
    Optional<Trust.WrongHostException> host = cause(e, Trust.WrongHostException.class);
    if (host.isPresent()) {
      return String.valueOf(host.get().getMessage());
    }
    if (cause(e, CertPathBuilderException.class).isPresent()
        || cause(e, CertPathValidatorException.class).isPresent()) {
      return "its certificate is not trusted (%s): name the authority that issued it under trust"
          .formatted(deepest(e));
    }
    if (cause(e, SSLException.class).isPresent()) {
      return "no TLS connection (%s): check that the port speaks TLS 1.2 or newer"
          .formatted(deepest(e));
    }
    return unreachable(e);
  }

  private static String unreachable(Exception e) {
    if (cause(e, UnknownHostException.class).isPresent()) {
      return "the host name is unknown: check the url and the name service";
    }
    if (cause(e, ConnectException.class).isPresent()) {
      return "no connection (%s): check that the directory runs and the port is right"
          .formatted(deepest(e));
    }
    if (cause(e, SocketTimeoutException.class).isPresent()
        || hasCode(e, ResultCode.TIMEOUT)
        || deepest(e).contains("timeout")) {
      return "no answer in time: check that the directory is well and no firewall is between";
    }
    return deepest(e);
  }

  /** Why a read did not come to its end. */
  static DirectoryException reading(
      String url, Exception e, ServerKind kind, LdapSettings settings) {
    String base = settings.entries().base();
    String account = settings.bind().toString();
    String text =
        switch (e instanceof LDAPException failure ? failure.getResultCode().intValue() : -1) {
          case ResultCode.SIZE_LIMIT_EXCEEDED_INT_VALUE,
              ResultCode.ADMIN_LIMIT_EXCEEDED_INT_VALUE ->
              "the server stops after %s entries (%s): allow %s to read all, %s"
                  .formatted(entriesRead(e), answer(e), account, kind.liftLimits(account));
          case ResultCode.TIME_LIMIT_EXCEEDED_INT_VALUE ->
              "the server's time limit ended the read (%s): %s"
                  .formatted(answer(e), kind.liftLimits(account));
          case ResultCode.NO_SUCH_OBJECT_INT_VALUE ->
              "there is no %s, or %s may not see it: check the base".formatted(base, account);
          case ResultCode.INSUFFICIENT_ACCESS_RIGHTS_INT_VALUE ->
              "%s may not read below %s (%s)".formatted(account, base, answer(e));
          case ResultCode.SERVER_DOWN_INT_VALUE, ResultCode.TIMEOUT_INT_VALUE ->
              "the connection was lost in the middle of a read (%s); nothing was written: run again when the directory is well"
                  .formatted(deepest(e));
          default -> "the read failed (%s)".formatted(answer(e));
        };
    return new DirectoryException(url + ": " + text, e);
  }

  private static String entriesRead(Exception e) {
    return e instanceof LDAPSearchException search && search.getEntryCount() > 0
        ? String.valueOf(search.getEntryCount())
        : "some";
  }

  private static String answer(Exception e) {
    return e instanceof LDAPException failure ? answer(failure.toLDAPResult()) : deepest(e);
  }

  /** Code, its name and the server's own words on one line. */
  static String answer(LDAPResult result) {
    String words = result.getDiagnosticMessage();
    String code = result.getResultCode().intValue() + " " + result.getResultCode().getName();
    return words == null || words.isBlank() ? code : code + ", \"" + oneLine(words) + "\"";
  }

  static boolean isRefusedBind(Exception e) {
    return hasCode(e, ResultCode.INVALID_CREDENTIALS)
        || hasCode(e, ResultCode.INAPPROPRIATE_AUTHENTICATION)
        || hasCode(e, ResultCode.STRONG_AUTH_REQUIRED)
        || hasCode(e, ResultCode.CONFIDENTIALITY_REQUIRED);
  }

  /** Whether the answer never came, or the server asks to come again. */
  static boolean isPassing(ResultCode code) {
    return switch (code.intValue()) {
      case ResultCode.BUSY_INT_VALUE,
          ResultCode.UNAVAILABLE_INT_VALUE,
          ResultCode.SERVER_DOWN_INT_VALUE,
          ResultCode.CONNECT_ERROR_INT_VALUE,
          ResultCode.TIMEOUT_INT_VALUE ->
          true;
      default -> false;
    };
  }

  private static boolean hasCode(Exception e, ResultCode code) {
    return e instanceof LDAPException failure && failure.getResultCode().equals(code);
  }

  private static <T extends Throwable> Optional<T> cause(Throwable e, Class<T> type) {
    Throwable at = e;
    for (int depth = 0; at != null && depth < 12; depth++) {
      if (type.isInstance(at)) {
        return Optional.of(type.cast(at));
      }
      at = at.getCause();
    }
    return Optional.empty();
  }

  private static String deepest(Throwable e) {
    Throwable at = e;
    for (int depth = 0; at.getCause() != null && depth < 12; depth++) {
      at = at.getCause();
    }
    String text = at.getMessage();
    return oneLine(text == null || text.isBlank() ? at.getClass().getSimpleName() : text);
  }

  private static String oneLine(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() <= 300 ? line : line.substring(0, 300) + "…";
  }
}
