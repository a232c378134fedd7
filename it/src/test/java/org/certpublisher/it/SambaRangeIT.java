package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.listener.LDAPListener;
import com.unboundid.ldap.listener.LDAPListenerClientConnection;
import com.unboundid.ldap.listener.LDAPListenerConfig;
import com.unboundid.ldap.listener.LDAPListenerRequestHandler;
import com.unboundid.ldap.listener.ProxyRequestHandler;
import com.unboundid.ldap.protocol.AddRequestProtocolOp;
import com.unboundid.ldap.protocol.BindRequestProtocolOp;
import com.unboundid.ldap.protocol.CompareRequestProtocolOp;
import com.unboundid.ldap.protocol.DeleteRequestProtocolOp;
import com.unboundid.ldap.protocol.ExtendedRequestProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.ModifyDNRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyRequestProtocolOp;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SingleServerSet;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.match.MatchRules;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.Outcome;
import org.certpublisher.directory.ldap.LdapDirectory;
import org.certpublisher.directory.ldap.LdapSettings;
import org.certpublisher.directory.ldap.connect.Bind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Samba 4.17 hands out ranges of values when it is asked to, Microsoft's directory beyond 1,500 by
 * itself (MS-ADTS, section 3.1.1.3.1.3.3). A proxy asks for ten in place of all, so that Samba's
 * answers look as Microsoft's do.
 */
final class SambaRangeIT {
  private static final int VALUES = 35;

  @TempDir private Path directory;

  @Test
  void valuesHandedOutInRangesAreReadToTheLastAndOneOfThemIsWithdrawn() throws Exception {
    try (SambaAd samba = new SambaAd(directory).seedPeople(1).start()) {
      List<Der> all =
          IntStream.range(0, VALUES)
              .mapToObj(i -> DirectorySuite.VALUES.certificate(i + 1, "range"))
              .toList();
      String dn = SambaAd.dn("u000000");
      try (LDAPConnection admin = samba.admin()) {
        admin.modify(
            dn,
            new Modification(
                ModificationType.ADD,
                "userCertificate",
                all.stream().map(Der::toBytes).toArray(byte[][]::new)));
      }
      Cutting cutting = new Cutting(URI.create(samba.url()).getHost());
      LDAPListenerConfig config = new LDAPListenerConfig(0, cutting);
      config.setListenAddress(InetAddress.getLoopbackAddress());
      LDAPListener proxy = new LDAPListener(config);
      proxy.startListening();
      try (Directory open = LdapDirectory.open(settings(proxy.getListenPort()))) {
        List<DirectoryEntry> streamed = new ArrayList<>();
        open.readEntries(streamed::add);
        DirectoryEntry entry = streamed.get(0);
        assertThat(Changes.bytes(entry, CertificateAttribute.USER_CERTIFICATE))
            .containsExactlyInAnyOrderElementsOf(all);
        assertThat(cutting.asked).contains("0-9", "10-19", "20-29", "30-39");

        Der gone = all.get(VALUES - 1);
        assertThat(
                open.modify(
                    List.of(
                        Changes.change(
                            entry,
                            Changes.change(
                                entry, CertificateAttribute.USER_CERTIFICATE, Set.of(gone))))))
            .containsExactly(Outcome.DONE);
        assertThat(Changes.bytes(Changes.entry(open, dn), CertificateAttribute.USER_CERTIFICATE))
            .hasSize(VALUES - 1)
            .doesNotContain(gone);
      } finally {
        proxy.shutDown(true);
      }
    }
  }

  private static LdapSettings settings(int port) {
    return new LdapSettings(
        List.of("ldap://127.0.0.1:" + port),
        Optional.empty(),
        new LdapSettings.Security(LdapSettings.Tls.NONE, Optional.empty()),
        new Bind.Simple(SambaAd.PUBLISHER, () -> Slapd.PASSWORD.getBytes(StandardCharsets.UTF_8)),
        new LdapSettings.Entries(SambaAd.PEOPLE, "(mail=*)", MatchRules.of("mail")),
        DirectorySuite.limits(500));
  }

  /** Asks for ten values of userCertificate where all from one on are asked for. */
  private static final class Cutting extends LDAPListenerRequestHandler {
    private static final Pattern FROM = Pattern.compile("userCertificate(?:;range=(\\d+)-\\*)?");

    private final LDAPListenerRequestHandler behind;
    private final ConcurrentLinkedQueue<String> asked;

    Cutting(String host) {
      this(new ProxyRequestHandler(new SingleServerSet(host, 389)), new ConcurrentLinkedQueue<>());
    }

    private Cutting(LDAPListenerRequestHandler behind, ConcurrentLinkedQueue<String> asked) {
      this.behind = behind;
      this.asked = asked;
    }

    @Override
    public LDAPListenerRequestHandler newInstance(LDAPListenerClientConnection connection)
        throws LDAPException {
      return new Cutting(behind.newInstance(connection), asked);
    }

    @Override
    public LDAPMessage processSearchRequest(
        int id, SearchRequestProtocolOp request, List<Control> controls) {
      return behind.processSearchRequest(
          id,
          new SearchRequestProtocolOp(
              request.getBaseDN(),
              request.getScope(),
              request.getDerefPolicy(),
              request.getSizeLimit(),
              request.getTimeLimit(),
              request.typesOnly(),
              request.getFilter(),
              request.getAttributes().stream().map(this::cut).toList()),
          controls);
    }

    private String cut(String name) {
      Matcher from = FROM.matcher(name);
      if (!from.matches()) {
        return name;
      }
      int first = from.group(1) == null ? 0 : Integer.parseInt(from.group(1));
      String range = first + "-" + (first + 9);
      asked.add(range);
      return "userCertificate;range=" + range;
    }

    @Override
    public LDAPMessage processAddRequest(
        int id, AddRequestProtocolOp request, List<Control> controls) {
      return behind.processAddRequest(id, request, controls);
    }

    @Override
    public LDAPMessage processBindRequest(
        int id, BindRequestProtocolOp request, List<Control> controls) {
      return behind.processBindRequest(id, request, controls);
    }

    @Override
    public LDAPMessage processCompareRequest(
        int id, CompareRequestProtocolOp request, List<Control> controls) {
      return behind.processCompareRequest(id, request, controls);
    }

    @Override
    public LDAPMessage processDeleteRequest(
        int id, DeleteRequestProtocolOp request, List<Control> controls) {
      return behind.processDeleteRequest(id, request, controls);
    }

    @Override
    public LDAPMessage processExtendedRequest(
        int id, ExtendedRequestProtocolOp request, List<Control> controls) {
      return behind.processExtendedRequest(id, request, controls);
    }

    @Override
    public LDAPMessage processModifyRequest(
        int id, ModifyRequestProtocolOp request, List<Control> controls) {
      return behind.processModifyRequest(id, request, controls);
    }

    @Override
    public LDAPMessage processModifyDNRequest(
        int id, ModifyDNRequestProtocolOp request, List<Control> controls) {
      return behind.processModifyDNRequest(id, request, controls);
    }
  }
}
