package org.certpublisher.directory.ldap.ad;

import com.unboundid.ldap.sdk.Filter;

/**
 * The kinds of entry that are published to, by the class that access control entries name: an entry
 * that inherits rights is of exactly this class (MS-ADTS, section 5.1.3.3.3).
 */
enum Kind {
  USER("user", "bf967aba-0de6-11d0-a285-00aa003049e2"),
  INET_ORG_PERSON("inetOrgPerson", "4828cc14-1437-45bc-9b07-ad6f015e5f28"),
  CONTACT("contact", "5cb41ed0-0e4c-11d0-a286-00aa003049e2");

  private final String className;
  private final String identifier;

  Kind(String className, String identifier) {
    this.className = className;
    this.identifier = identifier;
  }

  String className() {
    return className;
  }

  /** Its schemaIDGUID. */
  String identifier() {
    return identifier;
  }

  /** Finds entries that are of this very class. */
  Filter filter() {
    return Filter.createANDFilter(
        Filter.createEqualityFilter("objectClass", className),
        Filter.createNOTFilter(
            Filter.createEqualityFilter(
                "objectClass", this == USER ? INET_ORG_PERSON.className : "computer")));
  }
}
