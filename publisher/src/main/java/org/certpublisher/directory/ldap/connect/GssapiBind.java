package org.certpublisher.directory.ldap.connect;

import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SASLBindRequest;
import com.unboundid.ldap.sdk.SASLClientBindHandler;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.security.auth.Subject;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;
import org.jspecify.annotations.Nullable;

/**
 * A bind by SASL GSSAPI (RFC 4752) with a keytab. The login is described in memory; the library's
 * own request writes a file and points the whole JVM to it. Inside TLS the bind is tied to the
 * server's certificate (RFC 5929, section 4), as Active Directory may demand; without TLS Kerberos
 * itself encrypts.
 */
final class GssapiBind extends SASLBindRequest {
  private static final long serialVersionUID = 1L;
  private static final String MECHANISM = "GSSAPI";
  private static final String MODULE = "com.sun.security.auth.module.Krb5LoginModule";

  /** Read by the JDK's mechanism, since 16 and 11.0.11; older ones take no notice. */
  private static final String CHANNEL_BINDING = "jdk.internal.sasl.tlschannelbinding";

  private final transient Bind.Gssapi as;
  private final String host;
  private int messageId = -1;

  GssapiBind(Bind.Gssapi as, String host) {
    super(new Control[0]);
    this.as = as;
    this.host = host;
  }

  @Override
  protected BindResult process(LDAPConnection connection, int depth) throws LDAPException {
    try {
      Subject subject = login();
      return Subject.doAs(
          subject, (PrivilegedExceptionAction<BindResult>) () -> negotiate(connection));
    } catch (LoginException e) {
      throw new LDAPException(ResultCode.LOCAL_ERROR, "no Kerberos ticket", e);
    } catch (PrivilegedActionException e) {
      throw e.getCause() instanceof LDAPException known
          ? known
          : new LDAPException(ResultCode.LOCAL_ERROR, "the Kerberos exchange failed", e);
    }
  }

  private Subject login() throws LoginException {
    as.kdc()
        .ifPresent(
            kdc -> {
              System.setProperty("java.security.krb5.realm", as.realm());
              System.setProperty("java.security.krb5.kdc", kdc);
            });
    LoginContext context = new LoginContext(MECHANISM, new Subject(), null, new Keytab(as));
    context.login();
    return context.getSubject();
  }

  private BindResult negotiate(LDAPConnection connection) throws LDAPException {
    Map<String, Object> properties = new HashMap<>();
    properties.put(Sasl.SERVER_AUTH, "true");
    SSLSession session = connection.getSSLSession();
    properties.put(Sasl.QOP, session == null ? "auth-conf" : "auth");
    SaslClient client;
    try {
      if (session != null) {
        properties.put(CHANNEL_BINDING, channelBinding(session));
      }
      client =
          Sasl.createSaslClient(
              new String[] {MECHANISM}, null, "ldap", host, properties, callbacks -> {});
    } catch (SaslException | SSLPeerUnverifiedException | GeneralSecurityException e) {
      throw new LDAPException(ResultCode.LOCAL_ERROR, "no Kerberos exchange", e);
    }
    List<String> unhandled = new ArrayList<>();
    SASLClientBindHandler handler =
        new SASLClientBindHandler(
            this,
            connection,
            MECHANISM,
            client,
            new Control[0],
            getResponseTimeoutMillis(connection),
            unhandled);
    try {
      return handler.processSASLBind();
    } finally {
      messageId = handler.getMessageID();
    }
  }

  /** "tls-server-end-point": the server's certificate, hashed as RFC 5929, section 4.1 says. */
  private static byte[] channelBinding(SSLSession session)
      throws SSLPeerUnverifiedException, GeneralSecurityException {
    X509Certificate certificate = (X509Certificate) session.getPeerCertificates()[0];
    String signature = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
    String hash =
        signature.startsWith("SHA384")
            ? "SHA-384"
            : signature.startsWith("SHA512") ? "SHA-512" : "SHA-256";
    byte[] prefix = "tls-server-end-point:".getBytes(StandardCharsets.US_ASCII);
    byte[] digest = MessageDigest.getInstance(hash).digest(certificate.getEncoded());
    byte[] binding = new byte[prefix.length + digest.length];
    System.arraycopy(prefix, 0, binding, 0, prefix.length);
    System.arraycopy(digest, 0, binding, prefix.length, digest.length);
    return binding;
  }

  @Override
  public String getSASLMechanismName() {
    return MECHANISM;
  }

  @Override
  public int getLastMessageID() {
    return messageId;
  }

  @Override
  public GssapiBind duplicate() {
    return new GssapiBind(as, host);
  }

  @Override
  public GssapiBind duplicate(Control @Nullable [] controls) {
    return duplicate();
  }

  @Override
  public void toString(StringBuilder buffer) {
    buffer.append(MECHANISM).append(" as ").append(as);
  }

  @Override
  public void toCode(List<String> lines, String id, int indent, boolean include) {
    lines.add(toString());
  }

  /** The JDK's login module with the keytab, as its configuration file would describe it. */
  private static final class Keytab extends Configuration {
    private final Bind.Gssapi as;

    Keytab(Bind.Gssapi as) {
      this.as = as;
    }

    @Override
    public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
      Map<String, String> options =
          Map.of(
              "useKeyTab", "true",
              "keyTab", as.keytab().toString(),
              "principal", as.principal(),
              "doNotPrompt", "true",
              "isInitiator", "true",
              "refreshKrb5Config", "true");
      return new AppConfigurationEntry[] {
        new AppConfigurationEntry(MODULE, LoginModuleControlFlag.REQUIRED, options)
      };
    }
  }
}
