package org.certpublisher.directory.ldap.connect;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.extensions.WhoAmIExtendedRequest;
import com.unboundid.ldap.sdk.extensions.WhoAmIExtendedResult;

/**
 * As whom a server sees a connection: a bind by certificate or ticket names no entry itself (RFC
 * 4532; Samba 4.17 answers 2).
 *
 * @param dn empty when anonymous, or when the server does not say and the bind has no name
 */
public record Account(String dn) {
  /** A password is given for an entry by its name; otherwise the server is asked. */
  public static Account of(LDAPConnection connection, Bind bind) {
    String name = bind.toString();
    if (bind instanceof Bind.Simple && DN.isValidDN(name)) {
      return new Account(name);
    }
    String said = said(connection);
    return new Account(
        said.startsWith("dn:") && DN.isValidDN(said.substring(3).strip())
            ? said.substring(3).strip()
            : "");
  }

  private static String said(LDAPConnection connection) {
    try {
      if (connection.processExtendedOperation(new WhoAmIExtendedRequest())
          instanceof WhoAmIExtendedResult result) {
        return String.valueOf(result.getAuthorizationID());
      }
      return "";
    } catch (LDAPException | RuntimeException e) {
      return "";
    }
  }

  @Override
  public String toString() {
    return dn.isEmpty() ? "anonymous" : dn;
  }
}
