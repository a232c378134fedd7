package org.certpublisher.directory.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPURL;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.directory.ldap.wire.Trust;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections: the first URL that answers, encrypted, verified and bound. All URLs together
 * get {@link #TOTAL}, so that a command gives up on a dead directory within half a minute.
 */
final class Connector {
  /** For all URLs together. */
  static final Duration TOTAL = Duration.ofSeconds(20);

  private static final int LARGEST_MESSAGE = 64 << 20;

  private final LdapSettings settings;
  private @Nullable Trust trust;

  Connector(LdapSettings settings) {
    this.settings = settings;
  }

  /**
   * Opens a connection.
   *
   * @param synchronous for one request at a time, without a reader thread of its own
   * @throws DirectoryException when no URL answers; or at once when the bind is refused, for other
   *     servers would count the same wrong password
   */
  LDAPConnection open(boolean synchronous) throws DirectoryException {
    long deadline = System.nanoTime() + TOTAL.toNanos();
    List<String> failures = new ArrayList<>();
    Exception last = new LDAPException(ResultCode.CONNECT_ERROR, "no url was tried");
    for (String url : settings.urls()) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        failures.add(url + ": not tried, the others took " + TOTAL.toSeconds() + " s");
        continue;
      }
      try {
        return open(url, synchronous, (int) Math.min(left, settings.limits().connect().toMillis()));
      } catch (LDAPException | RuntimeException e) {
        failures.add(url + ": " + Failures.connecting(e, settings.bind()));
        last = e;
        if (Failures.isRefusedBind(e)) {
          break;
        }
      }
    }
    throw new DirectoryException(String.join("; ", failures), last);
  }

  /** Whether an attempt that failed so can go better a little later. */
  static boolean mayPass(DirectoryException e) {
    return !(e.getCause() instanceof LDAPException cause) || !Failures.isRefusedBind(cause);
  }

  private LDAPConnection open(String text, boolean synchronous, int millis)
      throws LDAPException, DirectoryException {
    LDAPURL url = new LDAPURL(text);
    boolean wrapped = url.getScheme().equals("ldaps");
    boolean startTls = !wrapped && settings.security().tls() == LdapSettings.Tls.REQUIRED;
    LDAPConnectionOptions options = options(synchronous, millis);
    SocketFactory sockets = SocketFactory.getDefault();
    if (wrapped || startTls) {
      options.setSSLSocketVerifier(trust());
      sockets = wrapped ? trust().sockets(millis) : sockets;
    }
    LDAPConnection connection = new LDAPConnection(sockets, options);
    connection.setConnectionName(text);
    boolean usable = false;
    try {
      connection.connect(url.getHost(), url.getPort(), millis);
      if (startTls) {
        startTls(connection, millis);
      }
      bind(connection, millis);
      usable = true;
      return connection;
    } finally {
      if (!usable) {
        connection.close();
      }
    }
  }

  private void startTls(LDAPConnection connection, int millis)
      throws LDAPException, DirectoryException {
    StartTLSExtendedRequest request = new StartTLSExtendedRequest(trust().sockets(millis));
    request.setResponseTimeoutMillis(millis);
    var result = connection.processExtendedOperation(request);
    if (!result.getResultCode().equals(ResultCode.SUCCESS)) {
      throw new LDAPException(
          ResultCode.CONNECT_ERROR,
          "the server refuses StartTLS (%s); use ldaps://, or say \"tls: none\" to go without encryption"
              .formatted(Failures.answer(result)));
    }
  }

  private void bind(LDAPConnection connection, int millis) throws LDAPException {
    LdapSettings.Bind bind = settings.bind();
    if (!bind.dn().isEmpty()) {
      SimpleBindRequest request = new SimpleBindRequest(bind.dn(), bind.password().get());
      request.setResponseTimeoutMillis(Math.max(millis, 1));
      connection.bind(request);
    }
  }

  private LDAPConnectionOptions options(boolean synchronous, int connectMillis) {
    LDAPConnectionOptions options = new LDAPConnectionOptions();
    options.setUseSynchronousMode(synchronous);
    options.setConnectTimeoutMillis(connectMillis);
    options.setResponseTimeoutMillis(settings.limits().response().toMillis());
    options.setMaxMessageSize(LARGEST_MESSAGE);
    options.setFollowReferrals(false);
    options.setUseTCPNoDelay(true);
    return options;
  }

  private synchronized Trust trust() throws DirectoryException {
    Trust known = trust;
    if (known == null) {
      known = new Trust(settings.security().trust());
      trust = known;
    }
    return known;
  }
}
