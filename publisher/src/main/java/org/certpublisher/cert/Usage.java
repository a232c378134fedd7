package org.certpublisher.cert;

import java.util.List;
import java.util.Set;

/**
 * What a certificate may be used for.
 *
 * @param hasKeyUsage whether the keyUsage extension is there at all
 * @param keyUsage its bits
 * @param extendedKeyUsage the purposes as dotted OIDs, in their order; empty when absent
 * @param ca whether basicConstraints makes it a CA
 * @param smimeCapabilities whether it carries the sMIMECapabilities extension (RFC 4262)
 * @param selectors by what a publication may select it: certificate policies as dotted OIDs and
 *     Microsoft's template as v1 name or v2 OID
 */
public record Usage(
    boolean hasKeyUsage,
    Set<KeyUsage> keyUsage,
    List<String> extendedKeyUsage,
    boolean ca,
    boolean smimeCapabilities,
    Selectors selectors) {
  /** emailProtection (RFC 5280, section 4.2.1.12). */
  public static final String EMAIL_PROTECTION = "1.3.6.1.5.5.7.3.4";

  /** anyExtendedKeyUsage (RFC 5280, section 4.2.1.12). */
  public static final String ANY_EXTENDED_KEY_USAGE = "2.5.29.37.0";

  /** Copies its collections. */
  public Usage {
    keyUsage = Set.copyOf(keyUsage);
    extendedKeyUsage = List.copyOf(extendedKeyUsage);
  }

  /**
   * By what a publication may select a certificate.
   *
   * @param templates Microsoft's template: the v1 name (1.3.6.1.4.1.311.20.2) and the v2 OID
   *     (1.3.6.1.4.1.311.21.7), whichever are there
   * @param policies certificate policies as dotted OIDs
   */
  public record Selectors(List<String> templates, List<String> policies) {
    /** Neither template nor policy. */
    public static final Selectors NONE = new Selectors(List.of(), List.of());

    /** Copies its collections. */
    public Selectors {
      templates = List.copyOf(templates);
      policies = List.copyOf(policies);
    }
  }
}
