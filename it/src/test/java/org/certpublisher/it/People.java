package org.certpublisher.it;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.cms.MalformedSmimeException;
import org.certpublisher.cms.SmimeDecoder;

/** What slapd holds, read past the program, and changed past it as an administrator does. */
final class People {
  private final Slapd slapd;

  People(Slapd slapd) {
    this.slapd = slapd;
  }

  /** The values of one entry's two attributes, to the byte. */
  record Held(Set<Der> userCertificate, Set<Der> userSmimeCertificate) {
    static final Held NOTHING = new Held(Set.of(), Set.of());

    /** The certificates that are no CA's in the values of userSMIMECertificate. */
    Set<Der> smimeLeaves() {
      return userSmimeCertificate.stream()
          .flatMap(value -> leaves(value).stream())
          .collect(Collectors.toSet());
    }

    private static Set<Der> leaves(Der value) {
      try {
        return SmimeDecoder.decode(value).leaves().stream()
            .map(Certificate::der)
            .collect(Collectors.toSet());
      } catch (MalformedSmimeException e) {
        return Set.of();
      }
    }
  }

  /** All people by uid. */
  Map<String, Held> read() {
    try (LDAPConnection connection = connect()) {
      Map<String, Held> people = new TreeMap<>();
      for (SearchResultEntry entry :
          connection
              .search(
                  Slapd.PEOPLE,
                  SearchScope.ONE,
                  "(objectClass=person)",
                  "uid",
                  "userCertificate",
                  "userSMIMECertificate")
              .getSearchEntries()) {
        people.put(entry.getAttributeValue("uid"), held(entry));
      }
      return people;
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One person. */
  Held read(String uid) {
    try (LDAPConnection connection = connect()) {
      SearchResultEntry found =
          connection.getEntry(Slapd.dn(uid), "userCertificate", "userSMIMECertificate");
      if (found == null) {
        throw new IllegalStateException("no entry " + uid);
      }
      return held(found);
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Held held(SearchResultEntry entry) {
    return new Held(
        values(entry.getAttribute("userCertificate;binary")),
        values(entry.getAttribute("userSMIMECertificate")));
  }

  /** Adds values to an entry; the name as OpenLDAP wants it written. */
  void add(String uid, String attribute, Der... values) {
    try (LDAPConnection connection = connect()) {
      byte[][] bytes = Arrays.stream(values).map(Der::toBytes).toArray(byte[][]::new);
      connection.modify(Slapd.dn(uid), new Modification(ModificationType.ADD, attribute, bytes));
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
  }

  private LDAPConnection connect() throws LDAPException {
    URI url = URI.create(slapd.url());
    return new LDAPConnection(url.getHost(), url.getPort(), Slapd.ADMIN, Slapd.PASSWORD);
  }

  private static Set<Der> values(@org.jspecify.annotations.Nullable Attribute attribute) {
    return attribute == null
        ? Set.of()
        : Arrays.stream(attribute.getValueByteArrays())
            .map(Der::copyOf)
            .collect(Collectors.toSet());
  }
}
