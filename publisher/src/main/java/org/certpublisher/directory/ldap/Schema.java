package org.certpublisher.directory.ldap;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.Spelling;

/**
 * The definitions of the attributes in a server's schema (RFC 4512, section 4.1.2). Read by
 * pattern, for Active Directory writes the syntax in quotes, and the whole schema is not needed.
 */
final class Schema {
  /**
   * Certificate and CertificateList (RFC 4523, sections 2.1 and 2.2): transferred with {@code
   * ;binary} only.
   */
  private static final Set<String> BINARY_SYNTAXES =
      Set.of("1.3.6.1.4.1.1466.115.121.1.8", "1.3.6.1.4.1.1466.115.121.1.9");

  private static final Pattern NAMES = Pattern.compile("\\bNAME\\s+(?:'([^']*)'|\\(([^)]*)\\))");
  private static final Pattern SYNTAX = Pattern.compile("\\bSYNTAX\\s+'?([0-9.]+)");
  private static final Pattern EQUALITY = Pattern.compile("\\bEQUALITY\\s+'?[\\w.]");

  private final List<String> definitions;

  /** Takes the values of attributeTypes; none when the schema cannot be read. */
  Schema(List<String> attributeTypes) {
    this.definitions = new ArrayList<>();
    for (String definition : attributeTypes) {
      String lower = definition.toLowerCase(Locale.ROOT);
      if (lower.contains("certificate'") || lower.contains("revocationlist'")) {
        definitions.add(definition);
      }
    }
  }

  private Optional<String> definition(CertificateAttribute attribute) {
    String wanted = "'" + attribute.ldapName().toLowerCase(Locale.ROOT) + "'";
    return definitions.stream()
        .filter(
            definition -> {
              Matcher names = NAMES.matcher(definition);
              return names.find() && names.group().toLowerCase(Locale.ROOT).contains(wanted);
            })
        .findFirst();
  }

  boolean has(CertificateAttribute attribute) {
    return definition(attribute).isPresent();
  }

  /**
   * How the attribute is written. {@code ;binary} where it has a syntax that demands the option;
   * and on 389-DS, whose octet strings keep the option, because Thunderbird asks for it by name.
   * userSMIMECertificate is plain everywhere: OpenLDAP 2.5 and Samba 4.17 refuse the option.
   */
  Spelling form(CertificateAttribute attribute, ServerKind kind) {
    Optional<String> definition = definition(attribute);
    boolean binary =
        attribute != CertificateAttribute.USER_SMIME_CERTIFICATE
            && (kind == ServerKind.DS_389
                || definition.map(Schema::hasBinarySyntax).orElse(kind == ServerKind.OPENLDAP));
    boolean rule =
        definition
            .map(text -> EQUALITY.matcher(text).find())
            .orElse(attribute != CertificateAttribute.USER_SMIME_CERTIFICATE);
    return new Spelling(
        attribute.ldapName() + (binary ? ";binary" : ""),
        rule || kind.comparesBytes(),
        binary && kind == ServerKind.DS_389);
  }

  private static boolean hasBinarySyntax(String definition) {
    Matcher syntax = SYNTAX.matcher(definition);
    return syntax.find() && BINARY_SYNTAXES.contains(syntax.group(1));
  }

  /** LDIF of what is missing; empty when both attributes are there or nothing could be read. */
  String missing(ServerKind kind, String subschema, boolean readable) {
    List<CertificateAttribute> lacking = new ArrayList<>();
    for (CertificateAttribute attribute : CertificateAttribute.PEOPLE) {
      if (!has(attribute)) {
        lacking.add(attribute);
      }
    }
    if (lacking.isEmpty() || !readable) {
      return "";
    }
    return switch (kind) {
      case OPENLDAP -> openLdap(lacking);
      case ACTIVE_DIRECTORY, SAMBA ->
          """
          # Both attributes belong to every domain. In AD LDS import MS-InetOrgPerson.LDF:
          # ldifde -i -f MS-InetOrgPerson.LDF -s localhost:389 -c CN=Configuration,DC=X #configurationNamingContext
          """;
      case DS_389, APACHEDS, UNBOUNDID, GENERIC -> generic(lacking, subschema);
    };
  }

  private static String openLdap(List<CertificateAttribute> lacking) {
    StringBuilder ldif =
        new StringBuilder(
            """
            # The class inetOrgPerson goes with it: /etc/ldap/schema/cosine.ldif and
            # inetorgperson.ldif hold both, ldapadd -Y EXTERNAL -H ldapi:/// -f FILE.
            # What follows adds the attributes alone.
            dn: cn=certificates,cn=schema,cn=config
            objectClass: olcSchemaConfig
            cn: certificates
            """);
    lacking.forEach(
        attribute ->
            ldif.append("olcAttributeTypes: ")
                .append(rfcDefinition(attribute, false))
                .append('\n'));
    return ldif.toString();
  }

  private static String generic(List<CertificateAttribute> lacking, String subschema) {
    StringBuilder ldif =
        new StringBuilder("dn: " + subschema + "\nchangetype: modify\nadd: attributeTypes\n");
    lacking.forEach(
        attribute ->
            ldif.append("attributeTypes: ").append(rfcDefinition(attribute, true)).append('\n'));
    return ldif.append("-\n").toString();
  }

  private static String rfcDefinition(CertificateAttribute attribute, boolean octets) {
    return switch (attribute) {
      case USER_CERTIFICATE ->
          octets
              ? "( 2.5.4.36 NAME 'userCertificate' EQUALITY octetStringMatch SYNTAX"
                  + " 1.3.6.1.4.1.1466.115.121.1.40 )"
              : "( 2.5.4.36 NAME 'userCertificate' EQUALITY certificateExactMatch SYNTAX"
                  + " 1.3.6.1.4.1.1466.115.121.1.8 )";
      case USER_SMIME_CERTIFICATE ->
          octets
              ? "( 2.16.840.1.113730.3.1.40 NAME 'userSMIMECertificate' EQUALITY octetStringMatch"
                  + " SYNTAX 1.3.6.1.4.1.1466.115.121.1.40 )"
              : "( 2.16.840.1.113730.3.1.40 NAME 'userSMIMECertificate' SYNTAX"
                  + " 1.3.6.1.4.1.1466.115.121.1.5 )";
      case CA_CERTIFICATE,
          CERTIFICATE_REVOCATION_LIST,
          AUTHORITY_REVOCATION_LIST,
          DELTA_REVOCATION_LIST ->
          throw new IllegalArgumentException("in every server's own schema: " + attribute);
    };
  }
}
