package org.certpublisher.directory.ldap.connect;

import com.unboundid.ldap.sdk.BindRequest;
import com.unboundid.ldap.sdk.EXTERNALBindRequest;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.RootDSE;
import com.unboundid.ldap.sdk.SCRAMSHA256BindRequest;
import com.unboundid.ldap.sdk.SCRAMSHA512BindRequest;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Binds one connection. */
final class Binder {
  private static final String SCRAM_256 = "SCRAM-SHA-256";
  private static final String SCRAM_512 = "SCRAM-SHA-512";

  private final LDAPConnection connection;
  private final String host;
  private final int millis;

  /**
   * For a connection.
   *
   * @param host as the url names it
   * @param millis for each answer
   */
  Binder(LDAPConnection connection, String host, int millis) {
    this.connection = connection;
    this.host = host;
    this.millis = Math.max(millis, 1);
  }

  void bind(Bind as) throws LDAPException {
    try {
      if (as instanceof Bind.Simple simple) {
        send(new SimpleBindRequest(simple.dn(), simple.password().get()));
      } else if (as instanceof Bind.External external) {
        // Without any credentials OpenLDAP 2.5 asks for them (14), and the library does not answer.
        send(new EXTERNALBindRequest(external.authorization().orElse("")));
      } else if (as instanceof Bind.Scram scram) {
        send(request(scram));
      } else if (as instanceof Bind.Gssapi gssapi) {
        inTime(new GssapiBind(gssapi, host));
      }
    } catch (FailedBindException e) {
      throw e;
    } catch (LDAPException e) {
      throw Refusals.bind(withItsEnd(e), as);
    }
  }

  private void send(BindRequest request) throws LDAPException {
    request.setResponseTimeoutMillis(millis);
    connection.bind(request);
  }

  /**
   * Kerberos asks its servers for up to 90 s (JDK 17); it gets twice the time of another bind, for
   * it has two servers to ask.
   */
  private void inTime(BindRequest request) throws LDAPException {
    FutureTask<@Nullable Void> task =
        new FutureTask<>(
            () -> {
              send(request);
              return null;
            });
    Thread thread = new Thread(task, "kerberos");
    thread.setDaemon(true);
    thread.start();
    try {
      task.get(2L * millis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new LDAPException(
          ResultCode.TIMEOUT,
          "no answer of the realm's KDC or the directory within %d ms".formatted(2L * millis),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LDAPException(ResultCode.USER_CANCELED, "interrupted while binding", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof LDAPException known
          ? known
          : new LDAPException(ResultCode.LOCAL_ERROR, String.valueOf(e.getMessage()), e);
    }
  }

  private BindRequest request(Bind.Scram scram) throws LDAPException {
    RootDSE root = connection.getRootDSE();
    String[] offered = root == null ? null : root.getSupportedSASLMechanismNames();
    List<String> mechanisms = offered == null ? List.of() : Arrays.asList(offered);
    byte[] password = scram.password().get();
    if (mechanisms.contains(SCRAM_512)) {
      return new SCRAMSHA512BindRequest(scram.user(), password);
    }
    if (mechanisms.contains(SCRAM_256)) {
      return new SCRAMSHA256BindRequest(scram.user(), password);
    }
    throw new FailedBindException(
        ResultCode.AUTH_METHOD_NOT_SUPPORTED,
        "the server offers neither SCRAM-SHA-256 nor SCRAM-SHA-512 (but %s): choose another method, or install the mechanism there (Debian: libsasl2-modules)"
            .formatted(mechanisms.isEmpty() ? "no SASL at all" : String.join(", ", mechanisms)),
        new IllegalStateException("no mechanism in common"),
        false);
  }

  /** What the connection broke of is told to its reader only, a TLS alert for example. */
  private LDAPException withItsEnd(LDAPException e) {
    Throwable end = connection.getDisconnectCause();
    return end == null || e.getCause() != null
        ? e
        : new LDAPException(e.getResultCode(), String.valueOf(e.getMessage()), end);
  }
}
