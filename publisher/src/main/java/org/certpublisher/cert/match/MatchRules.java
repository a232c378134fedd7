package org.certpublisher.cert.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.CertificateSummary;
import org.certpublisher.cert.CertificateSummary.MatchKey;
import org.certpublisher.cert.Mailbox;

/**
 * In which order it is tried to find the entry of a certificate: for each mailbox the first rule
 * that finds any entry decides. What only some rules need of a certificate is kept only when such a
 * rule is there.
 */
public record MatchRules(List<MatchRule> rules) {
  /** By {@code mail} alone. */
  public static final MatchRules MAIL = of("mail");

  /** Copies its collection. */
  public MatchRules {
    rules = List.copyOf(rules);
    if (rules.isEmpty()) {
      throw new IllegalArgumentException("entries are matched by at least one rule");
    }
  }

  /** The rules of attributes that need no more than their name. */
  public static MatchRules of(String... attributes) {
    return new MatchRules(Arrays.stream(attributes).map(MatchRule::of).toList());
  }

  /** What has to be read of an entry. */
  public List<String> attributes() {
    return rules.stream().map(MatchRule::attribute).distinct().toList();
  }

  /** What the values of an attribute of an entry say. */
  public List<MatchKey> keys(String attribute, List<byte[]> values) {
    List<MatchKey> keys = new ArrayList<>(values.size());
    for (MatchRule rule : rules) {
      if (rule.attribute().equalsIgnoreCase(attribute)) {
        values.forEach(value -> rule.of(value).ifPresent(keys::add));
      }
    }
    return keys;
  }

  /** The facts of a certificate, with what the rules need of it. */
  public CertificateSummary summary(Certificate certificate) {
    List<MatchKey> keys = rules.stream().flatMap(rule -> rule.of(certificate).stream()).toList();
    return keys.isEmpty() ? certificate.summary() : certificate.summary().with(keys);
  }

  /** What they look for when an entry is wanted for one mailbox of a certificate. */
  public List<MatchKey> sought(CertificateSummary certificate, Mailbox mailbox) {
    return rules.stream().flatMap(rule -> rule.sought(certificate, mailbox).stream()).toList();
  }
}
