package org.certpublisher.cert;

import java.util.List;

/**
 * Tells whether a certificate is ours: its signature verifies under a configured authority's key.
 * Neither issuer name nor key identifier proves anything; both can be copied. Safe for several
 * threads.
 */
@SuppressWarnings("DoNotCallSuggester") // until it is built
public final class Ownership {
  private final List<Authority> authorities;
  private final Verdicts verdicts;

  /** Ours are the certificates of these authorities; checks made before are not made again. */
  public Ownership(List<Authority> authorities, Verdicts verdicts) {
    this.authorities = List.copyOf(authorities);
    this.verdicts = verdicts;
  }

  /** Whose the certificate is. */
  public Verdict verdict(Certificate certificate) {
    throw new UnsupportedOperationException(authorities + " " + verdicts + certificate);
  }

  /**
   * The certificates above a leaf as far as the authority is configured with them: its issuer and
   * upwards, self-signed roots left out. They travel along in userSMIMECertificate.
   */
  public List<Der> chain(String authority, Der leaf) {
    throw new UnsupportedOperationException(authority + leaf);
  }

  /**
   * Whose a certificate is.
   *
   * @param authority the authority whose key verified it, or whose name an impostor bears; else
   *     empty
   */
  public record Verdict(Kind kind, String authority) {
    /** What the signature says. */
    public enum Kind {
      /** An authority's key verified it. */
      OURS,
      /** It bears an authority's name or key identifier, but no key of ours verified it. */
      IMPOSTOR,
      /** It does not claim to be ours. */
      FOREIGN
    }
  }
}
