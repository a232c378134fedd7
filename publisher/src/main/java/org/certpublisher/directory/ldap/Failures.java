package org.certpublisher.directory.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.directory.ldap.connect.Bind;
import org.certpublisher.directory.ldap.wire.Causes;

/** What went wrong, in words for a person: the reason and the next step. */
final class Failures {
  private Failures() {}

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
                  .formatted(entriesRead(e), Causes.answer(e), account, kind.liftLimits(account));
          case ResultCode.TIME_LIMIT_EXCEEDED_INT_VALUE ->
              "the server's time limit ended the read (%s): %s"
                  .formatted(Causes.answer(e), kind.liftLimits(account));
          case ResultCode.NO_SUCH_OBJECT_INT_VALUE ->
              "there is no %s, or %s may not see it: check the base".formatted(base, account);
          case ResultCode.REFERRAL_INT_VALUE ->
              "this server does not hold %s and refers to others: name one that does in urls, or give that base a directory of its own"
                  .formatted(base);
          case ResultCode.OPERATIONS_ERROR_INT_VALUE ->
              settings.bind() instanceof Bind.Anonymous && kind.isActiveDirectory()
                  ? "the server shows nothing without a bind (%s): set bind"
                      .formatted(Causes.answer(e))
                  : "the read failed (%s)".formatted(Causes.answer(e));
          case ResultCode.INSUFFICIENT_ACCESS_RIGHTS_INT_VALUE ->
              "%s may not read below %s (%s)".formatted(account, base, Causes.answer(e));
          case ResultCode.SERVER_DOWN_INT_VALUE, ResultCode.TIMEOUT_INT_VALUE ->
              "the connection was lost in the middle of a read (%s); nothing was written: run again when the directory is well"
                  .formatted(Causes.deepest(e));
          default -> "the read failed (%s)".formatted(Causes.answer(e));
        };
    return new DirectoryException(url + ": " + text, e);
  }

  private static String entriesRead(Exception e) {
    return e instanceof LDAPSearchException search && search.getEntryCount() > 0
        ? String.valueOf(search.getEntryCount())
        : "some";
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
}
