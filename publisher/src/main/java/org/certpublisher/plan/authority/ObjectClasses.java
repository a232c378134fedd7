package org.certpublisher.plan.authority;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.certpublisher.cert.Der;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.EntryChange.Fate;
import org.certpublisher.directory.EntryChange.Frame;

/**
 * The classes by which an entry may hold a CA's attributes: RFC 4523, section 3 of object classes;
 * in Active Directory those of MS-ADSC, which has no pkiCA.
 */
final class ObjectClasses {
  private static final Set<String> EVERYTHING =
      Set.of("certificationauthority-v2", "extensibleobject");
  private static final Set<String> CERTIFICATES = Set.of("pkica", "certificationauthority");
  private static final Set<String> LISTS = Set.of("crldistributionpoint");
  private static final Set<String> DELTAS = Set.of("deltacrl");

  /** What Windows puts where a class demands a value that there is none of. */
  static final Der PLACEHOLDER = Der.wrap(new byte[1]);

  private static final Map<String, String> STRUCTURAL =
      Map.of("cn", "applicationProcess", "o", "organization", "ou", "organizationalUnit");

  private ObjectClasses() {}

  /** The auxiliary classes that an entry needs besides those it has. */
  static List<String> lacking(
      Set<CertificateAttribute> coming, Collection<String> classes, boolean activeDirectory) {
    Set<String> has =
        classes.stream().map(one -> one.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    List<String> lacking = new ArrayList<>();
    if (!activeDirectory) {
      for (CertificateAttribute attribute : EnumSet.copyOf(coming)) {
        String needed =
            attribute == CertificateAttribute.DELTA_REVOCATION_LIST ? "deltaCRL" : "pkiCA";
        if (has.stream().noneMatch(one -> allows(one, attribute)) && !lacking.contains(needed)) {
          lacking.add(needed);
        }
      }
    }
    return lacking;
  }

  private static boolean allows(String objectClass, CertificateAttribute attribute) {
    if (EVERYTHING.contains(objectClass)) {
      return true;
    }
    return switch (attribute) {
      case CA_CERTIFICATE -> CERTIFICATES.contains(objectClass);
      case CERTIFICATE_REVOCATION_LIST, AUTHORITY_REVOCATION_LIST ->
          CERTIFICATES.contains(objectClass) || LISTS.contains(objectClass);
      case DELTA_REVOCATION_LIST -> DELTAS.contains(objectClass) || LISTS.contains(objectClass);
      case USER_CERTIFICATE, USER_SMIME_CERTIFICATE -> false;
    };
  }

  /** What makes an entry of this name that may hold the attributes; empty where none is known. */
  static Optional<Frame> creation(
      String dn, Set<CertificateAttribute> coming, boolean activeDirectory) {
    Map<String, List<Der>> others = naming(dn);
    Optional<String> first =
        others.keySet().stream()
            .flatMap(name -> Optional.ofNullable(STRUCTURAL.get(name)).stream())
            .findFirst();
    if (others.isEmpty() || (first.isEmpty() && !activeDirectory)) {
      return Optional.empty();
    }
    if (!activeDirectory) {
      List<String> classes = new ArrayList<>(List.of("top", first.orElseThrow()));
      classes.addAll(lacking(coming, classes, false));
      return Optional.of(new Frame(Fate.CREATED, classes, others));
    }
    boolean authority = coming.contains(CertificateAttribute.CA_CERTIFICATE);
    if (authority) {
      for (CertificateAttribute demanded :
          List.of(
              CertificateAttribute.CERTIFICATE_REVOCATION_LIST,
              CertificateAttribute.AUTHORITY_REVOCATION_LIST)) {
        if (!coming.contains(demanded)) {
          others.put(demanded.ldapName(), List.of(PLACEHOLDER));
        }
      }
    }
    return Optional.of(
        new Frame(
            Fate.CREATED,
            List.of("top", authority ? "certificationAuthority" : "cRLDistributionPoint"),
            others));
  }

  /** The attributes of the first part of a name, by their names in lower case. */
  private static Map<String, List<Der>> naming(String dn) {
    Map<String, List<Der>> naming = new TreeMap<>();
    try {
      LdapName name = new LdapName(dn);
      if (name.isEmpty()) {
        return naming;
      }
      Rdn first = name.getRdn(name.size() - 1);
      var all = first.toAttributes().getAll();
      while (all.hasMore()) {
        Attribute one = all.next();
        Object value = one.get();
        naming.put(
            one.getID().toLowerCase(Locale.ROOT),
            List.of(
                value instanceof byte[] bytes
                    ? Der.copyOf(bytes)
                    : Der.wrap(String.valueOf(value).getBytes(StandardCharsets.UTF_8))));
      }
      return naming;
    } catch (NamingException e) {
      return new TreeMap<>(); // no name: the server refuses it
    }
  }
}
