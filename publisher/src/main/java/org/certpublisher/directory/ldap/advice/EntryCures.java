package org.certpublisher.directory.ldap.advice;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.Collection;

/**
 * What gives an account the right to write to a named entry, or to make it: LDIF to load, or
 * commands to run. Empty where a server's own tools are needed.
 */
public interface EntryCures {
  /** Lets the account read and write attributes of the one entry. */
  String writeEntry(Collection<String> attributes) throws LDAPException;

  /**
   * Lets the account make the entry and write attributes of it.
   *
   * @param often whether it stands for all entries right below the same name, and is removed too
   */
  String makeEntry(Entry entry, boolean often, Collection<String> attributes) throws LDAPException;

  /** For a server of which nothing of the kind is known. */
  static EntryCures none() {
    return new EntryCures() {
      @Override
      public String writeEntry(Collection<String> attributes) {
        return "";
      }

      @Override
      public String makeEntry(Entry entry, boolean often, Collection<String> attributes) {
        return "";
      }
    };
  }
}
