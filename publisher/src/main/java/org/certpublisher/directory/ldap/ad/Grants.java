package org.certpublisher.directory.ldap.ad;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.certpublisher.directory.CertificateAttribute;

/**
 * The commands that let an account write the two attributes, ready to be run. Samba's name the
 * attributes and classes by schemaIDGUID; dsacls by name.
 *
 * @param samba whether it is Samba's {@code samba-tool dsacl}, else Microsoft's {@code dsacls}
 * @param base below which the entries are
 */
public record Grants(boolean samba, String base, Trustee trustee) {
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

  /** The names of classes, for people. */
  static String names(Set<Kind> kinds) {
    return Arrays.stream(Kind.values())
        .filter(kinds::contains)
        .map(Kind::className)
        .collect(Collectors.joining(", "));
  }
}
