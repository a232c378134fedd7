package org.certpublisher.directory.ldap.connect;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPURL;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.SocketFactory;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.directory.ldap.wire.Causes;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections: the first URL that answers, encrypted, verified and bound. Referrals are never
 * followed: they would carry the password to servers that nobody named.
 */
public final class Connector {
  private static final int LARGEST_MESSAGE = 64 << 20;

  private final Target target;
  private @Nullable Trust trust;

  /** Opens connections to the servers of one directory. */
  public Connector(Target target) {
    this.target = target;
  }

  /**
   * Loads the library's classes: reading its messages alone takes a twentieth of a second. Logs
   * nothing, because logging that is started here would not hear of {@code --debug}.
   */
  public static void loadAhead() {
    Objects.requireNonNull(ResultCode.SUCCESS);
    new LDAPConnection().close();
  }

  /**
   * A connection, and which URLs were tried before it, each with what was wrong there.
   *
   * @param failures one line each
   */
  public record Opened(LDAPConnection connection, String url, List<String> failures) {}

  /**
   * Opens a connection.
   *
   * @param urls tried in this order
   * @param synchronous for one request at a time, without a reader thread of its own
   * @param most for all URLs together
   * @throws DirectoryException when no URL answers; or at once when the bind is refused, for other
   *     servers would count the same wrong password
   */
  public Opened open(List<String> urls, boolean synchronous, Duration most)
      throws DirectoryException {
    long deadline = System.nanoTime() + most.toNanos();
    List<String> failures = new ArrayList<>();
    Exception last = new LDAPException(ResultCode.CONNECT_ERROR, "no url was tried");
    for (String url : urls) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        failures.add(url + ": not tried, the others took " + most.toSeconds() + " s");
        continue;
      }
      try {
        int millis = (int) Math.min(left, target.connect().toMillis());
        return new Opened(openOrAgain(url, synchronous, millis), url, List.copyOf(failures));
      } catch (LDAPException | RuntimeException e) {
        failures.add(url + ": " + Refusals.connecting(e, target.bind()));
        last = e;
        if (e instanceof FailedBindException bind && !bind.isPassing()) {
          break;
        }
      }
    }
    throw new DirectoryException(String.join("; ", failures), last);
  }

  /** Whether an attempt that failed so can go better a little later. */
  public static boolean mayPass(DirectoryException e) {
    return !(e.getCause() instanceof FailedBindException bind) || bind.isPassing();
  }

  /**
   * Tries once more when a connection was lost while it was made, as happened now and then on a
   * busy machine between StartTLS and the bind (slapd 2.5.13).
   */
  private LDAPConnection openOrAgain(String url, boolean synchronous, int millis)
      throws LDAPException, DirectoryException {
    try {
      return open(url, synchronous, millis);
    } catch (LDAPException e) {
      Optional<SocketException> lost = Causes.find(e, SocketException.class);
      if (lost.isEmpty() || lost.get() instanceof ConnectException) {
        throw e;
      }
      return open(url, synchronous, millis);
    }
  }

  private LDAPConnection open(String text, boolean synchronous, int millis)
      throws LDAPException, DirectoryException {
    LDAPURL url = new LDAPURL(text);
    boolean wrapped = url.getScheme().equals("ldaps");
    boolean startTls = !wrapped && target.encrypted();
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
      new Binder(connection, url.getHost(), millis).bind(target.bind());
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
              .formatted(Causes.answer(result)));
    }
  }

  private LDAPConnectionOptions options(boolean synchronous, int connectMillis) {
    LDAPConnectionOptions options = new LDAPConnectionOptions();
    options.setUseSynchronousMode(synchronous);
    options.setConnectTimeoutMillis(connectMillis);
    options.setResponseTimeoutMillis(target.response().toMillis());
    options.setMaxMessageSize(LARGEST_MESSAGE);
    options.setFollowReferrals(false);
    options.setUseTCPNoDelay(true);
    return options;
  }

  private synchronized Trust trust() throws DirectoryException {
    Trust known = trust;
    if (known == null) {
      known = new Trust(target.trust(), target.bind());
      trust = known;
    }
    return known;
  }
}
