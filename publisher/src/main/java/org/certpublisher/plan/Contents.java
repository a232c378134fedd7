package org.certpublisher.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.CertificateSummary;
import org.certpublisher.cert.CertificateSummary.MatchKey;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.cert.Revocation;
import org.certpublisher.cert.Sha256;
import org.certpublisher.cert.authority.Ownership;
import org.certpublisher.cert.x509.CertificateParser;
import org.certpublisher.cert.x509.MalformedCertificateException;
import org.certpublisher.cms.MalformedSmimeException;
import org.certpublisher.cms.SmimeDecoder;
import org.certpublisher.cms.SmimeValue;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.HeldCertificate;
import org.certpublisher.directory.StoredValue;
import org.certpublisher.source.Issued;

/**
 * What one entry holds and what could be published in it, grouped by certificate. A userCertificate
 * value that the inventory knows by its SHA-256, and a userSMIMECertificate value that equals what
 * would be written, are not parsed: almost all values of a directory that is up to date.
 */
final class Contents {
  private final DirectoryEntry entry;
  private final Planner.Given given;
  private final Map<String, Set<String>> addresses = new HashMap<>();
  private final Map<Sha256, Candidate> candidates = new LinkedHashMap<>();
  private final List<Odd> odd = new ArrayList<>();
  private final IdentityHashMap<StoredValue, CertificateSummary> held = new IdentityHashMap<>();

  Contents(DirectoryEntry entry, Planner.Given given) {
    this.entry = entry;
    this.given = given;
    for (Mailbox mailbox : entry.mailboxes()) {
      addresses.computeIfAbsent(mailbox.key(), key -> new TreeSet<>()).add(mailbox.address());
    }
    for (StoredValue value : entry.values(CertificateAttribute.USER_CERTIFICATE)) {
      readCertificate(value);
    }
    for (StoredValue value : entry.values(CertificateAttribute.USER_SMIME_CERTIFICATE)) {
      readSmime(value);
    }
    for (MatchKey key : entry.keys()) {
      given.inventory().ofMailbox(key.text()).forEach(this::wanted);
      given.inventory().ofKey(key).forEach(this::wanted);
    }
  }

  /** Where the knowledge of a certificate comes from. */
  enum Origin {
    /** Ours, and the inventory has it. */
    INVENTORY,
    /** Ours by its signature, found in the entry only: its dates are all that is known. */
    ENTRY,
    /** Bears the name of an authority of ours whose key did not sign it. */
    IMPOSTOR,
    /** Does not claim to be ours. */
    FOREIGN
  }

  /** What is known of a certificate, whichever entry it is in. */
  record Facts(
      CertificateSummary summary, Origin origin, String authority, Optional<Issued> issued) {
    static Facts of(Issued issued) {
      return new Facts(issued.summary(), Origin.INVENTORY, issued.authority(), Optional.of(issued));
    }

    boolean isOurs() {
      return origin == Origin.INVENTORY || origin == Origin.ENTRY;
    }

    Revocation revocation() {
      return issued.map(Issued::revocation).orElse(Revocation.good("nobody"));
    }
  }

  /**
   * A userSMIMECertificate value.
   *
   * @param exact whether it is byte for byte what would be written; then it is not decoded
   * @param ours whether every certificate in it that is no CA, nor our signer's, is ours
   */
  record Wrapped(StoredValue value, boolean exact, boolean ours, Optional<SmimeValue> decoded) {
    boolean hasForm(SmimeValue.Form form) {
      return decoded.filter(found -> found.form() == form).isPresent();
    }

    /** Whether it may be withdrawn at all: Exchange's own form is never touched. */
    boolean isTouchable() {
      return ours && !hasForm(SmimeValue.Form.EXCHANGE);
    }
  }

  /**
   * One certificate and this entry.
   *
   * @param plain the userCertificate values that are it
   * @param wrapped the userSMIMECertificate values whose leaf it is
   * @param mailboxes the keys of its mailboxes that belong to this entry and to no other
   */
  record Candidate(
      Facts facts, List<StoredValue> plain, List<Wrapped> wrapped, Set<String> mailboxes) {
    CertificateSummary summary() {
      return facts.summary();
    }

    Sha256 identity() {
      return facts.summary().sha256();
    }

    boolean isHeld() {
      return !plain.isEmpty() || !wrapped.isEmpty();
    }

    /** Its bytes as the entry holds them. */
    Optional<Der> der() {
      if (!plain.isEmpty()) {
        return Optional.of(plain.get(0).bytes());
      }
      return wrapped.stream()
          .flatMap(value -> value.decoded().stream())
          .flatMap(value -> value.leafCertificate().stream())
          .map(Certificate::der)
          .findFirst();
    }
  }

  /** A value without a certificate that could be judged. */
  record Odd(StoredValue value, State state, String text) {}

  /** Every certificate that the entry holds or could hold, in no order that matters. */
  List<Candidate> candidates() {
    return List.copyOf(candidates.values());
  }

  /** The name of the entry. */
  String dn() {
    return entry.dn();
  }

  /** The values without a certificate that could be judged. */
  List<Odd> odd() {
    return odd;
  }

  /** How the entry's mail writes a mailbox, by its key: in more than one spelling, or in none. */
  Set<String> addresses(String mailboxKey) {
    return addresses.getOrDefault(mailboxKey, Set.of());
  }

  /** What mail clients find in these values of the entry, in their order. */
  List<HeldCertificate> held(List<StoredValue> values) {
    List<HeldCertificate> found = new ArrayList<>(values.size());
    for (StoredValue value : values) {
      CertificateSummary certificate = held.get(value);
      if (certificate != null) {
        found.add(new HeldCertificate(value.attribute(), value.description(), certificate));
      }
    }
    return found;
  }

  private void readCertificate(StoredValue value) {
    Sha256 identity = value.bytes().sha256();
    Candidate candidate = candidates.get(identity);
    if (candidate == null) {
      Optional<Issued> issued = given.inventory().find(identity);
      if (issued.isPresent()) {
        candidate = known(issued.get());
      } else {
        try {
          candidate = parsed(CertificateParser.parse(value.bytes()));
        } catch (MalformedCertificateException e) {
          odd.add(new Odd(value, State.UNREADABLE, String.valueOf(e.getMessage())));
          return;
        }
      }
    }
    candidate.plain().add(value);
    held.put(value, candidate.summary());
  }

  private void readSmime(StoredValue value) {
    for (Candidate candidate : candidates.values()) {
      if (candidate.facts().isOurs() && isExact(value.bytes(), candidate)) {
        candidate.wrapped().add(new Wrapped(value, true, true, Optional.empty()));
        held.put(value, candidate.summary());
        return;
      }
    }
    SmimeValue decoded;
    try {
      decoded = SmimeDecoder.decode(value.bytes());
    } catch (MalformedSmimeException e) {
      odd.add(new Odd(value, State.UNREADABLE, String.valueOf(e.getMessage())));
      return;
    }
    Optional<Certificate> leaf = decoded.leafCertificate();
    if (leaf.isEmpty()) {
      odd.add(new Odd(value, State.FOREIGN, "it holds no certificate to encrypt to"));
      return;
    }
    Candidate candidate = parsed(leaf.get());
    boolean ours =
        decoded.leaves().stream()
            .allMatch(one -> given.encoder().adds(one) || factsOf(one).isOurs());
    candidate
        .wrapped()
        .add(new Wrapped(value, false, ours && candidate.facts().isOurs(), Optional.of(decoded)));
    held.put(value, candidate.summary());
  }

  private boolean isExact(Der found, Candidate candidate) {
    Optional<Der> der = candidate.der();
    return der.isPresent()
        && found.length() >= der.get().length()
        && found.equals(encoded(given, candidate.facts().authority(), der.get()));
  }

  /** What userSMIMECertificate should hold of a certificate. */
  static Der encoded(Planner.Given given, String authority, Der der) {
    return given.encoder().encode(der, given.ownership().chain(authority, der));
  }

  /** Takes a certificate that says what the entry says, when it belongs here. */
  private void wanted(Issued issued) {
    Facts facts = Facts.of(issued);
    if (!candidates.containsKey(issued.sha256()) && !mailboxes(facts).isEmpty()) {
      candidate(facts);
    }
  }

  private Candidate known(Issued issued) {
    return candidate(Facts.of(issued));
  }

  private Candidate parsed(Certificate certificate) {
    Candidate candidate = candidates.get(certificate.sha256());
    return candidate != null ? candidate : candidate(factsOf(certificate));
  }

  private Facts factsOf(Certificate certificate) {
    Optional<Issued> issued = given.inventory().find(certificate.sha256());
    if (issued.isPresent()) {
      return Facts.of(issued.get());
    }
    Ownership.Verdict verdict = given.ownership().verdict(certificate);
    Origin origin =
        switch (verdict.kind()) {
          case OURS -> Origin.ENTRY;
          case IMPOSTOR -> Origin.IMPOSTOR;
          case FOREIGN -> Origin.FOREIGN;
        };
    CertificateSummary summary = given.matches().rules().summary(certificate);
    return new Facts(summary, origin, verdict.authority(), Optional.empty());
  }

  private Candidate candidate(Facts facts) {
    return candidates.computeIfAbsent(
        facts.summary().sha256(),
        identity -> new Candidate(facts, new ArrayList<>(1), new ArrayList<>(1), mailboxes(facts)));
  }

  /**
   * The mailboxes by which a certificate belongs here. Of a mailbox that the inventory does not
   * name no more is asked than that this entry has it: enough for a certificate that is found here
   * and will not be written.
   */
  private Set<String> mailboxes(Facts facts) {
    Set<String> mine = new HashSet<>();
    CertificateSummary summary = facts.summary();
    for (Mailbox mailbox : summary.mailboxes()) {
      boolean said =
          given.matches().rules().sought(summary, mailbox).stream()
              .anyMatch(entry.keys()::contains);
      if (said
          && (given.matches().find(summary, mailbox).belongsTo(entry.dn())
              || given.inventory().ofMailbox(mailbox.key()).isEmpty())) {
        mine.add(mailbox.key());
      }
    }
    return mine;
  }
}
