package org.certpublisher.directory.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.ExtendedResult;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import com.unboundid.ldap.sdk.extensions.WhoAmIExtendedRequest;
import com.unboundid.ldap.sdk.extensions.WhoAmIExtendedResult;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.DirectoryDescription;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.directory.Spelling;
import org.certpublisher.directory.ldap.connect.Bind;
import org.certpublisher.directory.ldap.wire.EntryDecoder;
import org.jspecify.annotations.Nullable;

/** What {@code check} tells of a directory; nothing is written. */
final class Inspection {
  /** Beyond the usual limits: 500 entries on OpenLDAP, 2,000 on 389-DS. */
  private static final int SAMPLE = 2001;

  private final Connections connections;
  private final LdapSettings settings;
  private final Server server;
  private final Filter filter;

  Inspection(Connections connections, Server server, Filter filter) {
    this.connections = connections;
    this.settings = connections.settings();
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
        facts.add(written(attribute, form));
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
          server.missingSchema());
    } finally {
      connection.close();
    }
  }

  List<String> inspect() throws DirectoryException {
    List<String> facts = new ArrayList<>();
    LDAPConnection connection = connections.borrowReader().connection();
    try {
      Optional<SearchResultEntry> one = sample(connection, facts);
      facts.add(
          one.isPresent()
              ? new Rights(settings, server).fact(connection, one.get().getDN())
              : "write rights: not known, there is no entry to try");
      return facts;
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

  /** Reads some entries; gives one of them. */
  private Optional<SearchResultEntry> sample(LDAPConnection connection, List<String> facts)
      throws DirectoryException {
    List<SearchResultEntry> found = new ArrayList<>();
    try {
      boolean more = readSome(connection, found);
      facts.add(
          "%s%d entries below %s"
              .formatted(more ? "at least " : "", found.size(), settings.entries().base()));
    } catch (LDAPException e) {
      if (found.isEmpty()) {
        throw connections.reading(connection, e, server.kind());
      }
      facts.add("PROBLEM " + connections.reading(connection, e, server.kind()).getMessage());
    }
    return found.stream().findFirst();
  }

  private boolean readSome(LDAPConnection connection, List<SearchResultEntry> found)
      throws LDAPException {
    @Nullable ASN1OctetString cookie = null;
    do {
      SearchRequest request =
          new SearchRequest(
              settings.entries().base(),
              SearchScope.SUB,
              filter,
              settings.entries().match().toArray(new String[0]));
      if (server.paging()) {
        request.setControls(
            new SimplePagedResultsControl(settings.limits().pageSize(), cookie, true));
      }
      SearchResult page = pageOf(connection, request, found);
      SimplePagedResultsControl answer = SimplePagedResultsControl.get(page);
      cookie = answer == null ? null : answer.getCookie();
    } while (cookie != null && cookie.getValueLength() > 0 && found.size() < SAMPLE);
    return cookie != null && cookie.getValueLength() > 0;
  }

  private static SearchResult pageOf(
      LDAPConnection connection, SearchRequest request, List<SearchResultEntry> found)
      throws LDAPException {
    try {
      SearchResult page = connection.search(request);
      found.addAll(page.getSearchEntries());
      return page;
    } catch (LDAPSearchException e) {
      if (e.getSearchEntries() != null) {
        found.addAll(e.getSearchEntries());
      }
      throw e;
    } catch (RuntimeException e) {
      throw new LDAPException(ResultCode.DECODING_ERROR, String.valueOf(e.getMessage()), e);
    }
  }
}
