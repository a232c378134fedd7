package org.certpublisher.directory.ldap;

import com.unboundid.ldap.sdk.ExtendedResult;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.extensions.WhoAmIExtendedRequest;
import com.unboundid.ldap.sdk.extensions.WhoAmIExtendedResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.DirectoryDescription;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.directory.Fact;
import org.certpublisher.directory.Spelling;
import org.certpublisher.directory.ldap.advice.Cures;
import org.certpublisher.directory.ldap.advice.Database;
import org.certpublisher.directory.ldap.advice.Survey;
import org.certpublisher.directory.ldap.connect.Account;
import org.certpublisher.directory.ldap.connect.Bind;
import org.certpublisher.directory.ldap.wire.EntryDecoder;
import org.certpublisher.directory.ldap.wire.EntryStream;

/** What {@code check} tells of a directory; nothing is written. */
final class Inspection {
  private final Connections connections;
  private final LdapSettings settings;
  private final Server server;
  private final Filter filter;

  Inspection(Connections connections, Server server, Filter filter) {
    this(connections, server, filter, connections.settings());
  }

  private Inspection(Connections connections, Server server, Filter filter, LdapSettings settings) {
    this.connections = connections;
    this.settings = settings;
    this.server = server;
    this.filter = filter;
  }

  DirectoryDescription describe() throws DirectoryException {
    Map<CertificateAttribute, Spelling> spellings = new EnumMap<>(CertificateAttribute.class);
    List<String> facts = new ArrayList<>();
    LDAPConnection connection = connections.borrowReader().connection();
    try {
      facts.add(tls(connection));
      facts.add("bound as " + settings.bind() + known(connection));
      for (CertificateAttribute attribute : CertificateAttribute.values()) {
        Spelling form = server.form(attribute);
        spellings.put(attribute, form);
        if (settings.entries().attributes().contains(attribute)) {
          facts.add(written(attribute, form));
        }
      }
      facts.add(
          server.paging()
              ? "reads in pages of " + settings.limits().pageSize()
              : "reads in one piece: the server does not page results (RFC 2696)");
      return new DirectoryDescription(
          server.name(),
          Connections.url(connection),
          spellings,
          facts,
          server.missingSchema(),
          server.kind().isActiveDirectory());
    } finally {
      connection.close();
    }
  }

  private static String tls(LDAPConnection connection) {
    return connection.getSSLSession() == null
        ? "not encrypted"
        : "encrypted, " + connection.getSSLSession().getProtocol();
  }

  /** Whom the server takes the account for, where it can be asked (RFC 4532; not Samba 4.17). */
  private String known(LDAPConnection connection) {
    if (settings.bind() instanceof Bind.Simple) {
      return "";
    }
    try {
      ExtendedResult answer = connection.processExtendedOperation(new WhoAmIExtendedRequest());
      return answer instanceof WhoAmIExtendedResult who
              && who.getResultCode().equals(ResultCode.SUCCESS)
              && who.getAuthorizationID() != null
          ? ", for the server " + who.getAuthorizationID()
          : "";
    } catch (LDAPException | RuntimeException e) {
      return "";
    }
  }

  private String written(CertificateAttribute attribute, Spelling form) {
    String how = form.singleValues() ? "value by value" : "as a whole set, it has no equality rule";
    String guard =
        server.assertion()
            ? "guarded by an assertion on " + EntryDecoder.VERSION
            : "compared with a read just before";
    return "%s is written as %s, %s, %s"
        .formatted(attribute.ldapName(), form.description(), how, guard);
  }

  List<Fact> inspect() throws DirectoryException {
    List<Fact> facts = new ArrayList<>();
    LDAPConnection connection = connections.borrowReader().connection();
    try {
      Account account = Account.of(connection, settings.bind());
      List<String> classes = objectClasses(connection);
      for (String base : settings.entries().bases()) {
        new Inspection(connections, server, filter, settings.below(base))
            .below(connection, account, classes, facts);
      }
      return facts;
    } finally {
      connection.close();
    }
  }

  /** What is found of entries that are named. */
  List<Fact> inspect(List<Directory.Wanted> wanted) throws DirectoryException {
    LDAPConnection connection = connections.borrowReader().connection();
    try {
      Account account = Account.of(connection, settings.bind());
      return new Rights(settings, server, account)
          .named(connection, wanted, objectClasses(connection));
    } catch (LDAPException e) {
      throw connections.reading(connection, e, server.kind());
    } finally {
      connection.close();
    }
  }

  /** What is found below the one base of these settings. */
  private void below(
      LDAPConnection connection, Account account, List<String> objectClasses, List<Fact> facts)
      throws DirectoryException {
    Optional<Database> database = server.kind().database(connection, settings.entries().base());
    Cures cures = server.kind().cures(settings.entries().base(), account, database);
    Survey survey = new Survey(objectClasses, present(), settings.entries().match().attributes());
    read(connection, survey, cures).ifPresentOrElse(facts::add, () -> facts.add(entries(survey)));
    mailboxes(survey, cures).ifPresent(facts::add);
    classes(survey, cures).ifPresent(facts::add);
    facts.addAll(
        survey
            .sample()
            .map(dn -> new Rights(settings, server, account).facts(connection, dn, filter, cures))
            .orElse(List.of(Fact.good("write rights: not known, there is no entry to try"))));
    indexes(database, cures).ifPresent(facts::add);
  }

  /** The attributes that the schema has: of others the schema is lacking, not the classes. */
  private List<String> present() {
    return server.kind().keepsClasses()
        ? CertificateAttribute.PEOPLE.stream()
            .map(CertificateAttribute::ldapName)
            .filter(name -> !server.missingSchema().contains("'" + name + "'"))
            .toList()
        : List.of();
  }

  private List<String> objectClasses(LDAPConnection connection) {
    try {
      SearchResultEntry root = connection.getEntry("", "subschemaSubentry");
      String subschema = root == null ? null : root.getAttributeValue("subschemaSubentry");
      SearchResultEntry schema =
          subschema == null
              ? null
              : connection.searchForEntry(
                  subschema, SearchScope.BASE, "(objectClass=*)", "objectClasses");
      String[] values = schema == null ? null : schema.getAttributeValues("objectClasses");
      return values == null ? List.of() : Arrays.asList(values);
    } catch (LDAPException | RuntimeException e) {
      return List.of();
    }
  }

  /** Reads all entries; what ends the read before its end is a fact when a limit does. */
  private Optional<Fact> read(LDAPConnection connection, Survey survey, Cures cures)
      throws DirectoryException {
    int pageSize = server.paging() ? settings.limits().pageSize() : 0;
    var query =
        new EntryStream.Query(settings.entries().base(), filter, survey.attributes(), pageSize);
    try {
      new EntryStream(connection, query).forEach(survey::add);
      return Optional.empty();
    } catch (LDAPException e) {
      DirectoryException why = connections.reading(connection, e, server.kind());
      if (isLimit(e.getResultCode())) {
        return Optional.of(Fact.problem(String.valueOf(why.getMessage()), cures.liftLimits()));
      }
      throw why;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DirectoryException("interrupted in the middle of a read", e);
    }
  }

  private static boolean isLimit(ResultCode code) {
    return code.equals(ResultCode.SIZE_LIMIT_EXCEEDED)
        || code.equals(ResultCode.ADMIN_LIMIT_EXCEEDED)
        || code.equals(ResultCode.TIME_LIMIT_EXCEEDED);
  }

  private Fact entries(Survey survey) {
    String base = settings.entries().base();
    return survey.entries() == 0
        ? Fact.warning(
            "no entry below %s matches %s: are they right, and may %s read there?"
                .formatted(base, settings.entries().filter(), settings.bind()),
            "")
        : Fact.good("read %d entries below %s".formatted(survey.entries(), base));
  }

  private Optional<Fact> mailboxes(Survey survey, Cures cures) {
    List<String> match = settings.entries().match().attributes();
    return survey.entries() == 0 || survey.findable() > 0
        ? Optional.empty()
        : Optional.of(
            Fact.problem(
                "none of %d entries shows %s: may %s read it?"
                    .formatted(survey.entries(), String.join(" or ", match), settings.bind()),
                cures.read(match)));
  }

  private static Optional<Fact> classes(Survey survey, Cures cures) {
    return survey.unfitEntries() == 0
        ? Optional.empty()
        : Optional.of(
            Fact.warning(
                "%d of %d entries have no class that allows %s, for example %s"
                    .formatted(
                        survey.unfitEntries(),
                        survey.entries(),
                        String.join(" and ", survey.lacking()),
                        survey.unfit().keySet().iterator().next()),
                cures.allow(survey.unfit(), survey.lacking())));
  }

  private Optional<Fact> indexes(Optional<Database> database, Cures cures) {
    String place = server.kind().placeOfIndexes();
    if (place.isEmpty()) {
      return Optional.empty();
    }
    if (database.isEmpty()) {
      return Optional.of(
          Fact.good(
              "indexes: %s cannot see them; mail clients need eq and sub on mail, sub on cn and sn: look at %s"
                  .formatted(settings.bind(), place)));
    }
    Map<String, List<String>> lacking = database.get().lacking();
    return Optional.of(
        lacking.isEmpty()
            ? Fact.good("indexes: mail, cn and sn are indexed as mail clients search")
            : Fact.warning(
                "the index lacks %s: mail clients' look-ups read every entry"
                    .formatted(
                        lacking.entrySet().stream()
                            .flatMap(Inspection::named)
                            .collect(Collectors.joining(", "))),
                cures.index(database.get(), lacking)));
  }

  private static Stream<String> named(Map.Entry<String, List<String>> lacking) {
    return lacking.getValue().stream().map(type -> lacking.getKey() + " " + type);
  }
}
