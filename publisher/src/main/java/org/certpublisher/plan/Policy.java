package org.certpublisher.plan;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.certpublisher.directory.CertificateAttribute;

/**
 * What a publication wants.
 *
 * @param mode which kinds of changes are made at all
 * @param attributes which attributes are written
 * @param select which certificates are published
 * @param keep which of several good ones stay
 * @param removal what is withdrawn besides the revoked
 * @param guard how many withdrawals are too many
 */
public record Policy(
    Mode mode,
    Set<CertificateAttribute> attributes,
    Select select,
    Keep keep,
    Removal removal,
    GuardLimits guard) {

  /** Which kinds of changes are made. There is no default: it must be chosen. */
  public enum Mode {
    /** None: apply does what plan does. */
    REPORT,
    /** Additions only; what would go is a finding. */
    ADD_ONLY,
    /** Additions and withdrawals. */
    FULL
  }

  /** Which of several good certificates of a mailbox stay in an entry. */
  public enum Keep {
    /** The newest: RSA before EC, then by notBefore, notAfter and serial number. */
    NEWEST,
    /** All that are valid. */
    ALL_VALID
  }

  /** Which certificates are published: every one, or those of a template or with a policy. */
  public record Select(List<String> templates, List<String> policies) {
    /** Every certificate. */
    public static final Select ALL = new Select(List.of(), List.of());

    /** Copies its collections. */
    public Select {
      templates = List.copyOf(templates);
      policies = List.copyOf(policies);
    }
  }

  /**
   * What is withdrawn besides the revoked.
   *
   * @param expired whether the expired are
   * @param grace how long after notAfter
   * @param unknown whether those that a complete inventory does not know are
   */
  public record Removal(boolean expired, Duration grace, boolean unknown) {}

  /** Withdrawals are held when they are more than both: this percentage and this number. */
  public record GuardLimits(int percent, int atLeast) {}

  /** Copies its collections. */
  public Policy {
    attributes = Set.copyOf(attributes);
  }
}
