package org.certpublisher.it;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.certpublisher.cert.Der;

/** All certificate values right below a container, read past the program. */
record Snapshot(Map<String, Map<String, Set<Der>>> values) {
  private static final int PAGE = 500;

  static Snapshot of(LDAPConnection connection, String base) {
    try {
      Map<String, Map<String, Set<Der>>> all = new TreeMap<>();
      SearchRequest request =
          new SearchRequest(
              base,
              SearchScope.ONE,
              "(objectClass=*)",
              "userCertificate",
              "userCertificate;binary",
              "userSMIMECertificate");
      ASN1OctetString cookie = new ASN1OctetString();
      do {
        request.setControls(new SimplePagedResultsControl(PAGE, cookie));
        SearchResult page = connection.search(request);
        page.getSearchEntries().forEach(entry -> all.put(entry.getDN(), values(entry)));
        cookie = SimplePagedResultsControl.get(page).getCookie();
      } while (cookie.getValueLength() > 0);
      return new Snapshot(all);
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Set<Der>> values(SearchResultEntry entry) {
    Map<String, Set<Der>> values = new TreeMap<>();
    for (Attribute attribute : entry.getAttributes()) {
      values.put(
          attribute.getName(),
          Arrays.stream(attribute.getValueByteArrays())
              .map(Der::copyOf)
              .collect(Collectors.toSet()));
    }
    return values;
  }

  /** How many entries have any value. */
  long holders() {
    return values.values().stream().filter(one -> !one.isEmpty()).count();
  }

  /** How many entries hold something else here than there. */
  long differences(Snapshot other) {
    return values.entrySet().stream()
        .filter(one -> !one.getValue().equals(other.values().get(one.getKey())))
        .count();
  }
}
