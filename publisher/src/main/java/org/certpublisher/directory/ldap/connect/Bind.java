package org.certpublisher.directory.ldap.connect;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.certpublisher.directory.ClientKey;

/** As whom to bind, and how (RFC 4513, section 5). Prints the account's name only. */
public sealed interface Bind {
  /** As nobody. */
  record Anonymous() implements Bind {
    @Override
    public String toString() {
      return "anonymous";
    }
  }

  /**
   * With a name and its password.
   *
   * @param password asked at each bind; the caller clears nothing of it
   */
  record Simple(String dn, Supplier<byte[]> password) implements Bind {
    @Override
    public String toString() {
      return dn;
    }
  }

  /**
   * SASL EXTERNAL: as whom the TLS client certificate says (RFC 4422, appendix A).
   *
   * @param authorization whom to act as ({@code dn:…} or {@code u:…}); else whom the server takes
   *     the certificate for
   */
  record External(ClientKey key, Optional<String> authorization) implements Bind {
    @Override
    public String toString() {
      return key.toString();
    }
  }

  /**
   * SASL GSSAPI: Kerberos (RFC 4752), with a key of the principal instead of a password.
   *
   * @param principal with its realm
   * @param kdc host, and port if it is not 88; else as the machine's Kerberos finds it
   */
  record Gssapi(String principal, Path keytab, Optional<String> kdc) implements Bind {
    @Override
    public String toString() {
      return principal;
    }

    /** What stands behind the principal's {@code @}. */
    String realm() {
      return principal.substring(principal.lastIndexOf('@') + 1);
    }
  }

  /** SASL SCRAM (RFC 5802, 7677): a password that is never sent, nor its hash. */
  record Scram(String user, Supplier<byte[]> password) implements Bind {
    @Override
    public String toString() {
      return user;
    }
  }
}
