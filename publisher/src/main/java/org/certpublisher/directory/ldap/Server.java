package org.certpublisher.directory.ldap;

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
 * @param paging whether it pages results (RFC 2696)
 * @param assertion whether it guards a modify by an assertion on {@link EntryDecoder#VERSION} (RFC
 *     4528), found by a try
 */
record Server(
    ServerKind kind,
    String name,
    Map<CertificateAttribute, Spelling> forms,
    boolean paging,
    boolean assertion,
    String missingSchema) {
  /** How an attribute is written; the attribute's own name where the schema does not say. */
  Spelling form(CertificateAttribute attribute) {
    return Optional.ofNullable(forms.get(attribute))
        .orElseGet(() -> new Spelling(attribute.ldapName(), kind.comparesBytes(), false));
  }
}
