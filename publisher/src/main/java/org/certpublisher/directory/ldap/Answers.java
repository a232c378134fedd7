package org.certpublisher.directory.ldap;

import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;
import java.util.function.Supplier;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.Outcome;
import org.certpublisher.directory.Spelling;
import org.certpublisher.directory.ldap.connect.Bind;
import org.certpublisher.directory.ldap.wire.Causes;

/** What a server's answer to a modify means (RFC 4511, appendix A). */
final class Answers {
  private final Server server;
  private final Bind bind;
  private final Supplier<String> grant;

  /**
   * With what an administrator is told.
   *
   * @param grant the line that gives the right to write, asked for when a right is missing
   */
  Answers(Server server, Bind bind, Supplier<String> grant) {
    this.server = server;
    this.bind = bind;
    this.grant = grant;
  }

  /** What to do with an answer. */
  enum Meaning {
    /** It is an outcome. */
    FINAL,
    /** The entry has another version than asserted: look whether its values have moved. */
    ANOTHER_VERSION,
    /** A value or the entry is there already, or a value gone already: look at the entry. */
    OTHER_VALUES,
    /** Refused for rights; or the entry is gone, where a server does not tell that: look at it. */
    REFUSED,
    /** No answer, or "later": look at the entry once the server is well. */
    PASSING
  }

  static Meaning meaning(ResultCode code) {
    if (Failures.isPassing(code)) {
      return Meaning.PASSING;
    }
    return switch (code.intValue()) {
      case ResultCode.ASSERTION_FAILED_INT_VALUE -> Meaning.ANOTHER_VERSION;
      case ResultCode.ATTRIBUTE_OR_VALUE_EXISTS_INT_VALUE,
          ResultCode.NO_SUCH_ATTRIBUTE_INT_VALUE,
          ResultCode.ENTRY_ALREADY_EXISTS_INT_VALUE ->
          Meaning.OTHER_VALUES;
      case ResultCode.INSUFFICIENT_ACCESS_RIGHTS_INT_VALUE -> Meaning.REFUSED;
      default -> Meaning.FINAL;
    };
  }

  /** How the server that answers has an attribute written. */
  Spelling form(CertificateAttribute attribute) {
    return server.form(attribute);
  }

  /** 389-DS 2.3 answers 50, not 32, to who may not write the name of an entry that is gone. */
  boolean tellsMissingFromRefused() {
    return server.kind() != ServerKind.DS_389;
  }

  /** Why a server closes the connection at one change, again and again. */
  String cutOff() {
    String limit =
        server.kind() == ServerKind.DS_389
            ? "nsslapd-maxbersize in cn=config, the most bytes of a request, is smaller than this"
                + " change: raise it (2097152 unless set)"
            : "a limit on the size of requests? Look at the directory's log";
    return "the server closes the connection at this change, twice: " + limit;
  }

  /** The outcome of an answer that needs no second look, or had it. */
  Outcome outcome(LDAPResult result, boolean created) {
    ResultCode code = result.getResultCode();
    if (code.equals(ResultCode.SUCCESS)) {
      return Outcome.DONE;
    }
    String answer = "the server answers " + Causes.answer(result);
    return switch (code.intValue()) {
      case ResultCode.NO_SUCH_OBJECT_INT_VALUE ->
          created
              ? new Outcome(
                  Outcome.Kind.FAILED,
                  answer + "; the entry above the one to be made is not here: make it first")
              : new Outcome(Outcome.Kind.MOVED, "the entry is gone; the next run plans without it");
      case ResultCode.INSUFFICIENT_ACCESS_RIGHTS_INT_VALUE ->
          new Outcome(
              Outcome.Kind.NOT_PERMITTED,
              answer
                  + (created
                      ? "; allow it to add the entry: \"check\" names what grants it"
                      : "; grant it: ")
                  + (created ? "" : grant.get())
                  + mapping());
      default -> new Outcome(Outcome.Kind.FAILED, answer + "; " + advice(code, answer));
    };
  }

  /** OpenLDAP takes a certificate that it does not map for an account of the same name. */
  private String mapping() {
    return bind instanceof Bind.External
        ? "; or map the certificate to an account that may (OpenLDAP: olcAuthzRegexp)"
        : "";
  }

  private static String advice(ResultCode code, String answer) {
    if (code.equals(ResultCode.NO_SUCH_ATTRIBUTE) && answer.contains("schema")) {
      // Samba 4.17 and Microsoft's directory have 16 for an attribute that the schema lacks, too.
      return advice(ResultCode.UNDEFINED_ATTRIBUTE_TYPE, answer);
    }
    return switch (code.intValue()) {
      case ResultCode.OBJECT_CLASS_VIOLATION_INT_VALUE ->
          "the entry's classes do not allow the attribute: it needs inetOrgPerson (both"
              + " attributes), or pkiUser (userCertificate only); a CA's pkiCA";
      case ResultCode.UNDEFINED_ATTRIBUTE_TYPE_INT_VALUE ->
          "the schema lacks the attribute, or wants another spelling: see \"schema\" and \"check\"";
      case ResultCode.NO_SUCH_ATTRIBUTE_INT_VALUE, ResultCode.ATTRIBUTE_OR_VALUE_EXISTS_INT_VALUE ->
          "the entry's values are as planned on, so the server matches them otherwise than by their"
              + " bytes, or does not know the attribute: see \"check\"";
      case ResultCode.INAPPROPRIATE_MATCHING_INT_VALUE ->
          "the schema has no equality rule for the attribute: run \"check\" and report the server";
      case ResultCode.CONSTRAINT_VIOLATION_INT_VALUE ->
          "the directory limits the values: look for a size or count limit on the attribute";
      case ResultCode.INVALID_ATTRIBUTE_SYNTAX_INT_VALUE ->
          "the server does not take the value: too large (Active Directory: 32,768 bytes) or not"
              + " the syntax it expects";
      case ResultCode.ADMIN_LIMIT_EXCEEDED_INT_VALUE ->
          "a limit of the server; Active Directory holds about 1,200 values an entry";
      case ResultCode.UNWILLING_TO_PERFORM_INT_VALUE ->
          "is the server read-only, or a replica? Write to the one that takes writes";
      case ResultCode.REFERRAL_INT_VALUE ->
          "this server holds a copy: put the one that takes writes first in urls";
      case ResultCode.STRONG_AUTH_REQUIRED_INT_VALUE,
          ResultCode.CONFIDENTIALITY_REQUIRED_INT_VALUE ->
          "writing needs a bind or encryption: set bind, use ldaps://";
      default -> "look at the directory's log";
    };
  }
}
