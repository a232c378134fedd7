package org.certpublisher.demo;

import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchEntry;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.matchingrules.OctetStringMatchingRule;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ReadOnlySearchRequest;
import com.unboundid.ldap.sdk.SearchRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * Transfers userCertificate as {@code userCertificate;binary} (RFC 4523, section 2.1), as OpenLDAP
 * does and Thunderbird needs it. UnboundID's in-memory server 7.0.5 takes the option for another
 * attribute, whose values it compares as text; so the option is dropped on the way in and put back
 * on the way out.
 */
final class BinaryOption extends InMemoryOperationInterceptor {
  private static final String PLAIN = "userCertificate";
  private static final String BINARY = "userCertificate;binary";

  @Override
  public void processModifyRequest(InMemoryInterceptedModifyRequest intercepted) {
    List<Modification> modifications = new ArrayList<>();
    for (Modification one : intercepted.getRequest().getModifications()) {
      modifications.add(
          new Modification(
              one.getModificationType(), stored(one.getAttributeName()), one.getValueByteArrays()));
    }
    intercepted.setRequest(
        new ModifyRequest(
            intercepted.getRequest().getDN(),
            modifications,
            intercepted.getRequest().getControls()));
  }

  @Override
  public void processSearchRequest(InMemoryInterceptedSearchRequest intercepted) {
    ReadOnlySearchRequest asked = intercepted.getRequest();
    SearchRequest request =
        new SearchRequest(
            asked.getBaseDN(),
            asked.getScope(),
            asked.getDereferencePolicy(),
            asked.getSizeLimit(),
            asked.getTimeLimitSeconds(),
            asked.typesOnly(),
            asked.getFilter(),
            asked.getAttributeList().stream().map(BinaryOption::stored).toArray(String[]::new));
    request.setControls(asked.getControls());
    intercepted.setRequest(request);
  }

  @Override
  public void processSearchEntry(InMemoryInterceptedSearchEntry intercepted) {
    Attribute held = intercepted.getSearchEntry().getAttribute(PLAIN);
    if (held != null) {
      Entry entry = intercepted.getSearchEntry().duplicate();
      entry.removeAttribute(PLAIN);
      entry.addAttribute(
          new Attribute(BINARY, OctetStringMatchingRule.getInstance(), held.getValueByteArrays()));
      intercepted.setSearchEntry(entry);
    }
  }

  private static String stored(String description) {
    return description.equalsIgnoreCase(BINARY) ? PLAIN : description;
  }
}
