package org.certpublisher.directory.ldap.connect;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.security.auth.login.LoginException;
import org.certpublisher.directory.ldap.wire.Causes;
import org.ietf.jgss.GSSException;

/** Why no usable connection came about, in words for a person: the reason and the next step. */
final class Refusals {
  /** Alerts of RFC 8446, section 6.2, by which a server refuses a client's certificate. */
  private static final Pattern CLIENT_CERTIFICATE =
      Pattern.compile(
          "alert:"
              + " (bad_certificate|unsupported_certificate|certificate_(revoked|expired|unknown|required)|unknown_ca|access_denied|decrypt_error)");

  /** Of Active Directory's diagnostic text; by Microsoft's list of system error codes, in hex. */
  private static final Pattern AD_REASON = Pattern.compile("data ([0-9a-f]{3,4})\\b");

  private Refusals() {}

  /** Why no connection came about. */
  static String connecting(Exception e, Bind bind) {
    if (e instanceof FailedBindException) {
      return String.valueOf(e.getMessage());
    }
    Optional<UntrustedServerException> untrusted = Causes.find(e, UntrustedServerException.class);
    if (untrusted.isPresent()) {
      return String.valueOf(untrusted.get().getMessage());
    }
    if (bind instanceof Bind.External && CLIENT_CERTIFICATE.matcher(Causes.all(e)).find()) {
      return clientCertificate(Causes.deepest(e), bind);
    }
    if (e instanceof LDAPException answer && !answer.getResultCode().isClientSideResultCode()) {
      return "the server refuses to serve (%s): look at its log".formatted(Causes.answer(e));
    }
    if (Causes.find(e, SSLException.class).isPresent()) {
      return "no TLS connection (%s): check that the port speaks TLS 1.2 or newer"
          .formatted(Causes.deepest(e));
    }
    return unreachable(e);
  }

  private static String clientCertificate(String how, Bind bind) {
    return "the server does not take the client certificate of %s (%s): it must be valid and issued by a CA that the server trusts for clients (OpenLDAP: olcTLSCACertificateFile; 389-DS: certutil -A with trust T)"
        .formatted(bind, how);
  }

  private static String unreachable(Exception e) {
    if (Causes.find(e, UnknownHostException.class).isPresent()) {
      return "the host name is unknown: check the url and the name service";
    }
    if (Causes.find(e, ConnectException.class).isPresent()) {
      return "no connection (%s): check that the directory runs and the port is right"
          .formatted(Causes.deepest(e));
    }
    if (Causes.find(e, SocketTimeoutException.class).isPresent()
        || Causes.hasCode(e, ResultCode.TIMEOUT)
        || Causes.deepest(e).contains("timeout")) {
      return "no answer in time: check that the directory is well and no firewall is between";
    }
    return Causes.deepest(e);
  }

  /** A failed bind; with a cure it is a {@link FailedBindException}. */
  static LDAPException bind(LDAPException e, Bind bind) {
    if (bind instanceof Bind.Gssapi gssapi
        && (Causes.find(e, LoginException.class).isPresent()
            || Causes.find(e, GSSException.class).isPresent())) {
      return KerberosRefusals.of(e, gssapi);
    }
    if (bind instanceof Bind.External && e.getResultCode().equals(ResultCode.SERVER_DOWN)) {
      return new FailedBindException(
          ResultCode.SERVER_DOWN, clientCertificate("it closes the connection", bind), e, true);
    }
    return switch (e.getResultCode().intValue()) {
      case ResultCode.INVALID_CREDENTIALS_INT_VALUE,
          ResultCode.INAPPROPRIATE_AUTHENTICATION_INT_VALUE,
          ResultCode.INSUFFICIENT_ACCESS_RIGHTS_INT_VALUE,
          ResultCode.AUTHORIZATION_DENIED_INT_VALUE ->
          refused(e, "the server refuses the bind as %s (%s): %s", bind, credentials(e, bind));
      case ResultCode.STRONG_AUTH_REQUIRED_INT_VALUE,
          ResultCode.CONFIDENTIALITY_REQUIRED_INT_VALUE ->
          refused(
              e,
              "the server refuses the bind as %s (%s): %s",
              bind,
              "it takes this method only encrypted: use ldaps://, or leave \"tls: none\" out");
      case ResultCode.AUTH_METHOD_NOT_SUPPORTED_INT_VALUE ->
          refused(e, "the server cannot bind %s so (%s): %s", bind, method(bind));
      case ResultCode.INVALID_DN_SYNTAX_INT_VALUE ->
          refused(
              e,
              "the server refuses the bind as %s (%s): %s",
              bind,
              "the bind's dn must be a name such as cn=publisher,dc=example,dc=com");
      default -> e;
    };
  }

  private static FailedBindException refused(LDAPException e, String text, Bind bind, String cure) {
    return new FailedBindException(
        e.getResultCode(), text.formatted(bind, Causes.answer(e), cure), e, false);
  }

  private static String credentials(LDAPException e, Bind bind) {
    if (bind instanceof Bind.External external) {
      return external.authorization().isPresent()
          ? "it may not act as %s: check authorization, and whom the server lets it act as (OpenLDAP: authzTo and olcAuthzPolicy)"
              .formatted(external.authorization().get())
          : unmapped(external);
    }
    if (bind instanceof Bind.Scram) {
      return "check the bind's user and its password file; the server must be able to make SCRAM's"
          + " keys of the password it holds (OpenLDAP: userPassword in clear, and"
          + " olcAuthzRegexp to the account)";
    }
    if (bind instanceof Bind.Gssapi) {
      return "the ticket is good, but the server knows no such account";
    }
    return activeDirectory(e).orElse("check the bind's dn and its password file");
  }

  private static String unmapped(Bind.External external) {
    return "it knows no account of this certificate: map \"%s\" to one (OpenLDAP: olcAuthzRegexp; 389-DS: certmap.conf)"
        .formatted(external);
  }

  /** What Active Directory adds to its code 49. */
  private static Optional<String> activeDirectory(LDAPException e) {
    Matcher reason = AD_REASON.matcher(Causes.answer(e));
    if (!reason.find()) {
      return Optional.empty();
    }
    return switch (reason.group(1)) {
      case "525" -> Optional.of("there is no such account: check the bind's dn");
      case "52e" -> Optional.of("check the bind's dn and its password file");
      case "530", "531" -> Optional.of("the account may not log on now or from this machine");
      case "532", "773" -> Optional.of("the password has expired: set a new one");
      case "533" -> Optional.of("the account is disabled: enable it");
      case "701" -> Optional.of("the account has expired: extend it");
      case "775" -> Optional.of("the account is locked: unlock it");
      default -> Optional.empty();
    };
  }

  private static String method(Bind bind) {
    if (bind instanceof Bind.External) {
      return "it did not ask for the client certificate, or did not accept it (OpenLDAP:"
          + " olcTLSVerifyClient: try or demand, and the CA of the certificate in"
          + " olcTLSCACertificateFile; 389-DS: nsSSLClientAuth: allowed)";
    }
    return bind instanceof Bind.Gssapi
        ? "it does not offer GSSAPI: install the mechanism there (Debian:"
            + " libsasl2-modules-gssapi-mit) and give it a keytab for ldap/HOST"
        : "choose a method that it offers: see supportedSASLMechanisms in its root DSE";
  }
}
