package org.certpublisher.directory.ldap.ad;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.ldap.advice.EntryCures;

/**
 * The commands that let an account write the two attributes, ready to be run. Samba's name the
 * attributes and classes by schemaIDGUID; dsacls by name.
 *
 * @param samba whether it is Samba's {@code samba-tool dsacl}, else Microsoft's {@code dsacls}
 * @param base below which the entries are
 */
public record Grants(boolean samba, String base, Trustee trustee) implements EntryCures {
  private static final Set<Kind> EVERY_KIND = EnumSet.allOf(Kind.class);
  private static final Set<CertificateAttribute> BOTH = CertificateAttribute.PEOPLE;

  /** For an account as it binds; where it cannot be looked up the command has a gap. */
  public static Grants of(LDAPConnection connection, boolean samba, String base, String account) {
    try {
      return new Grants(
          samba,
          base,
          Trustee.find(connection, account, base).orElseGet(() -> Trustee.unknown(account)));
    } catch (LDAPException | RuntimeException e) {
      return new Grants(samba, base, Trustee.unknown(account));
    }
  }

  /** What lets it write both attributes of every user, inetOrgPerson and contact. */
  public String everything() {
    return below(EVERY_KIND, BOTH);
  }

  String below(Set<Kind> kinds, Set<CertificateAttribute> attributes) {
    if (samba) {
      return kinds.stream()
          .flatMap(
              kind ->
                  attributes.stream()
                      .map(
                          attribute ->
                              "(OA;CIIO;WP;%s;%s;%s)"
                                  .formatted(
                                      identifier(attribute), kind.identifier(), trustee.sid())))
          .collect(Collectors.joining("", command(base), "\""));
    }
    return kinds.stream()
        .flatMap(
            kind ->
                attributes.stream()
                    .map(
                        attribute ->
                            " \"%s:WP;%s;%s\""
                                .formatted(trustee.name(), attribute.ldapName(), kind.className())))
        .collect(Collectors.joining("", "dsacls \"%s\" /I:S /G".formatted(base), ""));
  }

  /**
   * What lets it write a protected account (adminCount 1), which inherits nothing. Microsoft's
   * directory copies the rights of AdminSDHolder to all of them within the hour (MS-ADTS, section
   * 3.1.1.6.1); Samba 4.17 does not, so the entry itself is named.
   */
  public String onProtected(String dn) {
    if (samba) {
      return BOTH.stream()
          .map(attribute -> "(OA;;WP;%s;;%s)".formatted(identifier(attribute), trustee.sid()))
          .collect(Collectors.joining("", command(dn), "\""));
    }
    return BOTH.stream()
        .map(attribute -> " \"%s:WP;%s\"".formatted(trustee.name(), attribute.ldapName()))
        .collect(
            Collectors.joining(
                "", "dsacls \"CN=AdminSDHolder,CN=System," + domain() + "\" /G", ""));
  }

  /** What lets it write these attributes of the one entry that is the base. */
  public String onBase(Set<CertificateAttribute> attributes) {
    return samba
        ? attributes.stream()
            .map(attribute -> "(OA;;WP;%s;;%s)".formatted(identifier(attribute), trustee.sid()))
            .collect(Collectors.joining("", command(base), "\""))
        : attributes.stream()
            .map(attribute -> " \"%s:WP;%s\"".formatted(trustee.name(), attribute.ldapName()))
            .collect(Collectors.joining("", "dsacls \"%s\" /G".formatted(base), ""));
  }

  @Override
  public String writeEntry(Collection<String> attributes) {
    return onBase(named(attributes));
  }

  /** Making and removing is a right on the entry above, by class; the rest is inherited. */
  @Override
  public String makeEntry(Entry entry, boolean often, Collection<String> attributes)
      throws LDAPException {
    String above = String.valueOf(entry.getParentDNString());
    String[] classes = entry.getObjectClassValues();
    String made = classes[classes.length - 1];
    String right = often ? "CCDC" : "CC";
    Set<CertificateAttribute> all = named(attributes);
    if (samba) {
      String id = classIdentifier(made);
      return all.stream()
          .map(one -> "(OA;CIIO;WP;%s;%s;%s)".formatted(identifier(one), id, trustee.sid()))
          .collect(
              Collectors.joining(
                  "",
                  command(above) + "(OA;;%s;%s;;%s)".formatted(right, id, trustee.sid()),
                  "\""));
    }
    return all.stream()
        .map(one -> " \"%s:WP;%s;%s\"".formatted(trustee.name(), one.ldapName(), made))
        .collect(
            Collectors.joining(
                "",
                "dsacls \"%s\" /G \"%s:%s;%s\"\ndsacls \"%s\" /I:S /G"
                    .formatted(above, trustee.name(), right, made, above),
                ""));
  }

  private static Set<CertificateAttribute> named(Collection<String> attributes) {
    return Arrays.stream(CertificateAttribute.values())
        .filter(one -> attributes.contains(one.ldapName()))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(CertificateAttribute.class)));
  }

  private static String command(String dn) {
    return "samba-tool dsacl set --objectdn=\"%s\" --sddl=\"".formatted(dn);
  }

  private String domain() {
    try {
      return Trustee.domain(base);
    } catch (LDAPException e) {
      return base;
    }
  }

  private static String identifier(CertificateAttribute attribute) {
    return switch (attribute) {
      case USER_CERTIFICATE -> "bf967a7f-0de6-11d0-a285-00aa003049e2";
      case USER_SMIME_CERTIFICATE -> "e16a9db2-403c-11d1-a9c0-0000f80367c1";
      case CA_CERTIFICATE -> "bf967932-0de6-11d0-a285-00aa003049e2";
      case CERTIFICATE_REVOCATION_LIST -> "1677579f-47f3-11d1-a9c3-0000f80367c1";
      case AUTHORITY_REVOCATION_LIST -> "1677578d-47f3-11d1-a9c3-0000f80367c1";
      case DELTA_REVOCATION_LIST -> "167757b5-47f3-11d1-a9c3-0000f80367c1";
    };
  }

  /** The schemaIDGUID of a class of which entries are made (MS-ADSC). */
  private static String classIdentifier(String objectClass) {
    return switch (objectClass) {
      case "certificationAuthority" -> "3fdfee50-47f4-11d1-a9c3-0000f80367c1";
      case "cRLDistributionPoint" -> "167758ca-47f3-11d1-a9c3-0000f80367c1";
      case "contact" -> Kind.CONTACT.identifier();
      case "inetOrgPerson" -> Kind.INET_ORG_PERSON.identifier();
      default -> throw new IllegalArgumentException("no entry is made of the class " + objectClass);
    };
  }

  /** The names of classes, for people. */
  static String names(Set<Kind> kinds) {
    return Arrays.stream(Kind.values())
        .filter(kinds::contains)
        .map(Kind::className)
        .collect(Collectors.joining(", "));
  }
}
