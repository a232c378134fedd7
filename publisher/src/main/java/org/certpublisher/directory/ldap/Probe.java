package org.certpublisher.directory.ldap;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.RootDSE;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.AssertionRequestControl;
import com.unboundid.ldap.sdk.controls.PermissiveModifyRequestControl;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.Spelling;
import org.certpublisher.directory.ldap.wire.EntryDecoder;
import org.jspecify.annotations.Nullable;

/** Asks a server what it is and tries what it claims; nothing is written. */
final class Probe {
  private static final Filter ANY = Filter.createPresenceFilter("objectClass");

  private final LDAPConnection connection;
  private final LdapSettings settings;

  Probe(LDAPConnection connection, LdapSettings settings) {
    this.connection = connection;
    this.settings = settings;
  }

  Server server() throws LDAPException {
    RootDSE root = root();
    ServerKind kind = settings.kind().orElseGet(() -> ServerKind.of(root));
    String subschema = Optional.ofNullable(root.getSubschemaSubentryDN()).orElse("cn=schema");
    List<String> types = attributeTypes(subschema);
    Schema schema = new Schema(types);
    Map<CertificateAttribute, Spelling> forms = new EnumMap<>(CertificateAttribute.class);
    for (CertificateAttribute attribute : CertificateAttribute.values()) {
      forms.put(attribute, schema.form(attribute, kind));
    }
    return new Server(
        kind,
        name(root, kind),
        Map.copyOf(forms),
        new Server.Controls(
            root.supportsControl(SimplePagedResultsControl.PAGED_RESULTS_OID),
            root.supportsControl(AssertionRequestControl.ASSERTION_REQUEST_OID) && asserts(),
            root.supportsControl(PermissiveModifyRequestControl.PERMISSIVE_MODIFY_REQUEST_OID)),
        schema.missing(kind, subschema, !types.isEmpty()));
  }

  private RootDSE root() throws LDAPException {
    SearchResultEntry entry =
        connection.getEntry(
            "",
            "objectClass",
            "vendorName",
            "vendorVersion",
            "subschemaSubentry",
            "supportedControl",
            "supportedCapabilities",
            "namingContexts");
    if (entry == null) {
      throw new LDAPException(
          ResultCode.NO_RESULTS_RETURNED, "the root DSE cannot be read: allow this account to");
    }
    return new RootDSE(entry);
  }

  private static String name(RootDSE root, ServerKind kind) {
    String vendor = Optional.ofNullable(root.getVendorName()).orElse("");
    String version = Optional.ofNullable(root.getVendorVersion()).orElse("");
    String both = (vendor + " " + version).strip();
    return both.isEmpty() ? kind.title() : both;
  }

  private List<String> attributeTypes(String subschema) throws LDAPException {
    try {
      SearchResultEntry entry = base(subschema, ANY, "attributeTypes");
      String[] types = entry == null ? null : entry.getAttributeValues("attributeTypes");
      return types == null ? List.of() : Arrays.asList(types);
    } catch (LDAPException e) {
      if (Failures.isPassing(e.getResultCode())) {
        throw e;
      }
      return List.of();
    }
  }

  /** Whether an assertion that is false is answered 122, and entries show their version. */
  private boolean asserts() throws LDAPException {
    String base = settings.entries().base();
    try {
      SearchResultEntry entry = base(base, ANY, EntryDecoder.VERSION);
      if (entry == null || !entry.hasAttribute(EntryDecoder.VERSION)) {
        return false;
      }
      base(
          base,
          ANY,
          EntryDecoder.VERSION,
          new AssertionRequestControl(Filter.createNOTFilter(ANY)));
      return false;
    } catch (LDAPException e) {
      if (Failures.isPassing(e.getResultCode())) {
        throw e;
      }
      return e.getResultCode().equals(ResultCode.ASSERTION_FAILED);
    }
  }

  private @Nullable SearchResultEntry base(
      String dn, Filter filter, String attribute, Control... controls) throws LDAPException {
    SearchRequest request = new SearchRequest(dn, SearchScope.BASE, filter, attribute);
    request.setControls(controls);
    try {
      return connection.searchForEntry(request);
    } catch (RuntimeException e) {
      // Samba 4.17 answers an unknown critical control by a message of another type.
      throw new LDAPException(ResultCode.DECODING_ERROR, String.valueOf(e.getMessage()), e);
    }
  }
}
