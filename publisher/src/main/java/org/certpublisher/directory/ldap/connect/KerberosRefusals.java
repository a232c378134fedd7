package org.certpublisher.directory.ldap.connect;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.certpublisher.directory.ldap.wire.Causes;

/** What a failed Kerberos exchange means (RFC 4120, section 7.5.9), in words for a person. */
final class KerberosRefusals {
  private static final Pattern CODE = Pattern.compile("([^:\n(]*)\\((\\d{1,3})\\)");

  private KerberosRefusals() {}

  /** Other servers would hear the same of the realm's KDC, except about their own name. */
  static LDAPException of(LDAPException e, Bind.Gssapi bind) {
    String all = Causes.all(e);
    Matcher found = CODE.matcher(all);
    Optional<Integer> code =
        found.find() ? Optional.of(Integer.valueOf(found.group(2))) : Optional.empty();
    String cure = code.map(known -> cure(known, bind)).orElseGet(() -> without(e, bind));
    String words = code.isPresent() ? found.group().strip() : Causes.deepest(e);
    String text = "no Kerberos login as %s (%s): %s".formatted(bind.principal(), words, cure);
    boolean ofThisServer = code.filter(known -> known == 7).isPresent();
    boolean mayPass = code.isEmpty() && isOfTheNetwork(e);
    return new FailedBindException(
        ResultCode.INVALID_CREDENTIALS, text, e, ofThisServer || mayPass);
  }

  private static String cure(int code, Bind.Gssapi bind) {
    return switch (code) {
      case 6 ->
          "the realm knows no such principal: check principal; klist -k %s lists those of the keytab"
              .formatted(bind.keytab());
      case 7 ->
          "the realm knows no service of this host: name the server in the url as its service"
              + " principal ldap/HOST does (setspn -L, samba-tool spn list)";
      case 12, 18 -> "the account is disabled, locked or expired, or may not log on now";
      case 14 ->
          "keytab and KDC have no encryption type in common: export the keytab again with AES keys";
      case 23 -> "the password has expired: set a new one and export the keytab again";
      case 24, 31 ->
          "the keytab %s holds an old key: export it again (the password was changed since)"
              .formatted(bind.keytab());
      case 37 ->
          "the clocks of this machine and the KDC differ by more than 5 minutes: set them by NTP";
      case 41, 44, 45 ->
          "the server's own keytab does not fit its account: export it again on the server";
      case 68 -> "the KDC serves another realm: check the realm of principal, and kdc";
      default -> "look at the KDC's log";
    };
  }

  private static String without(LDAPException e, Bind.Gssapi bind) {
    String all = Causes.all(e);
    if (all.contains("Unable to obtain password") || all.contains("No key to store")) {
      return "the keytab %s holds no key of %s: klist -k lists whose it holds"
          .formatted(bind.keytab(), bind.principal());
    }
    if (isOfTheNetwork(e)) {
      return "the realm's KDC is not reached: name it under kdc, in /etc/krb5.conf or in the DNS (_kerberos._udp.%s)"
          .formatted(bind.realm());
    }
    return "check principal, keytab and the host name in the url";
  }

  private static boolean isOfTheNetwork(LDAPException e) {
    String all = Causes.all(e);
    return Causes.find(e, SocketException.class).isPresent()
        || Causes.find(e, SocketTimeoutException.class).isPresent()
        || Causes.find(e, UnknownHostException.class).isPresent()
        || all.contains("Cannot locate KDC")
        || all.contains("Cannot get kdc")
        || all.contains("timed out");
  }
}
