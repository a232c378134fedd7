package org.certpublisher.directory.ldap.trial;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.Optional;

/**
 * Asks a server whether the account of a connection may do a thing, which is not done. Empty where
 * the server does not tell, or where something else than a right is lacking.
 */
public interface Trial {
  /**
   * Whether it may read and write all values of an attribute of an entry.
   *
   * @param description the attribute as it is written
   */
  Optional<Boolean> mayWrite(LDAPConnection connection, String dn, String description)
      throws LDAPException;

  /** Whether it may add an entry. */
  Optional<Boolean> mayMake(LDAPConnection connection, Entry entry) throws LDAPException;

  /** Of a server that cannot be asked. */
  static Trial none() {
    return new Trial() {
      @Override
      public Optional<Boolean> mayWrite(LDAPConnection connection, String dn, String description) {
        return Optional.empty();
      }

      @Override
      public Optional<Boolean> mayMake(LDAPConnection connection, Entry entry) {
        return Optional.empty();
      }
    };
  }
}
