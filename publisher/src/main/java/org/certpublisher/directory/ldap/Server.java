package org.certpublisher.directory.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.Spelling;
import org.certpublisher.directory.ldap.wire.EntryDecoder;

/**
 * What was found of a server by asking and trying.
 *
 * @param name vendor and version as the root DSE says
 * @param forms how each attribute is written
 */
record Server(
    ServerKind kind,
    String name,
    Map<CertificateAttribute, Spelling> forms,
    Controls controls,
    String missingSchema) {
  /**
   * The controls that are used.
   *
   * @param paging whether it pages results (RFC 2696)
   * @param assertion whether it guards a modify by an assertion on {@link EntryDecoder#VERSION}
   *     (RFC 4528), found by a try
   * @param permissive whether it lists permissive modify (MS-ADTS, section 3.1.1.3.4.1.8). Sent so
   *     that it may be ignored: ApacheDS 2.0.0.AM27 lists it and answers 16 and 20 all the same
   */
  record Controls(boolean paging, boolean assertion, boolean permissive) {}

  boolean paging() {
    return controls.paging();
  }

  boolean assertion() {
    return controls.assertion();
  }

  /** The entry of a name, if it is one that is looked at at all. */
  Optional<SearchResultEntry> entry(
      LDAPConnection connection, String dn, Collection<String> attributes) throws LDAPException {
    try {
      return connection
          .search(dn, SearchScope.BASE, kind.visible(), attributes.toArray(new String[0]))
          .getSearchEntries()
          .stream()
          .findFirst();
    } catch (LDAPSearchException e) {
      if (e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** How an attribute is written; the attribute's own name where the schema does not say. */
  Spelling form(CertificateAttribute attribute) {
    return Optional.ofNullable(forms.get(attribute))
        .orElseGet(() -> new Spelling(attribute.ldapName(), kind.comparesBytes(), false));
  }
}
