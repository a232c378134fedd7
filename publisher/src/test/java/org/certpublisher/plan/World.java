package org.certpublisher.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.CertificateSummary;
import org.certpublisher.cert.CertificateSummary.MatchKey;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.cert.Revocation;
import org.certpublisher.cert.Sha256;
import org.certpublisher.cert.authority.Ownership;
import org.certpublisher.cert.match.MatchRules;
import org.certpublisher.cms.CertsOnlyEncoder;
import org.certpublisher.cms.SmimeEncoder;
import org.certpublisher.directory.AttributeChange;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.EntryLimits;
import org.certpublisher.directory.Spelling;
import org.certpublisher.directory.StoredValue;
import org.certpublisher.source.DerLocation;
import org.certpublisher.source.Inventory;
import org.certpublisher.source.Issued;
import org.certpublisher.testing.MapVerdicts;
import org.certpublisher.testing.MatchTexts;
import org.certpublisher.testing.TestCa;

/** A CA's inventory and a directory in memory, small enough to be set up in a line or two. */
final class World {
  static final Instant NOW = TestCa.NOW;
  static final TestCa CA = TestCa.create("corp-ca");
  static final TestCa OTHER = TestCa.create("other-ca");
  static final SmimeEncoder ENCODER = new CertsOnlyEncoder();
  static final Ownership OWNERSHIP =
      new Ownership(List.of(CA.authority(), OTHER.authority()), new MapVerdicts());
  static final Policy DEFAULT =
      new Policy(
          Policy.Mode.FULL,
          CertificateAttribute.PEOPLE,
          Policy.Select.ALL,
          Policy.Keep.NEWEST,
          new Policy.Removal(true, Duration.ZERO, false),
          new Policy.GuardLimits(5, 10));

  private static final Map<MatchRules, Map<Certificate, CertificateSummary>> SUMMARIES =
      new ConcurrentHashMap<>();

  private final List<Issued> issued = new ArrayList<>();
  private final Map<Sha256, Der> bytes = new HashMap<>();
  private final List<DirectoryEntry> entries = new ArrayList<>();
  private Inventory.Completeness completeness = Inventory.Completeness.COMPLETE;
  SmimeEncoder encoder = ENCODER;
  private boolean exact;
  MatchRules match = MatchRules.MAIL;
  EntryLimits limits = EntryLimits.NONE;
  Policy policy = DEFAULT;
  Instant now = NOW;

  /** Where test certificates are. */
  private record Place(Der der) implements DerLocation {
    @Override
    public Der load() {
      return der;
    }

    @Override
    public String toString() {
      return "newcerts/1001.pem";
    }
  }

  World issued(Certificate certificate, Revocation revocation) {
    String authority =
        certificate.issuance().issuer().equals(CA.certificate().subject().name())
            ? CA.name()
            : OTHER.name();
    issued.add(
        new Issued(
            SUMMARIES
                .computeIfAbsent(match, rules -> new ConcurrentHashMap<>())
                .computeIfAbsent(certificate, match::summary),
            authority,
            revocation,
            new Place(certificate.der())));
    bytes.put(certificate.sha256(), certificate.der());
    return this;
  }

  World issued(Certificate... certificates) {
    for (Certificate certificate : certificates) {
      issued(certificate, Revocation.good("index.txt"));
    }
    return this;
  }

  /** The bytes of a certificate can no longer be had. */
  World gone(Certificate certificate) {
    bytes.remove(certificate.sha256());
    return this;
  }

  World completeness(Inventory.Completeness other) {
    completeness = other;
    return this;
  }

  /** The server keeps values with and without {@code ;binary} apart, as 389-DS does. */
  World keepingSpellingsApart() {
    exact = true;
    return this;
  }

  World policy(Policy other) {
    policy = other;
    return this;
  }

  /** By what certificates find entries; to be said before there are any. */
  World match(MatchRules other) {
    match = other;
    return this;
  }

  /** An entry of that name whose mailboxes are separated by blanks. */
  World entry(String dn, String mailboxes, StoredValue... values) {
    return entry(dn, Map.of("mail", mailboxes), values);
  }

  /** An entry with these attributes, their values separated by blanks. */
  World entry(String dn, Map<String, String> attributes, StoredValue... values) {
    List<MatchKey> keys = new ArrayList<>();
    attributes.forEach(
        (name, texts) -> keys.addAll(MatchTexts.of(match, name, texts.split(" ", -1))));
    List<Mailbox> mailboxes =
        Stream.of(attributes.getOrDefault("mail", "").split(" ", -1))
            .filter(text -> !text.isEmpty())
            .map(Mailbox::of)
            .toList();
    entries.add(new DirectoryEntry(dn, "", mailboxes, keys, List.of(values)));
    return this;
  }

  static StoredValue plain(Der der) {
    return new StoredValue(CertificateAttribute.USER_CERTIFICATE, "userCertificate;binary", der);
  }

  static StoredValue plain(Certificate certificate) {
    return plain(certificate.der());
  }

  /** Stored without {@code ;binary}. */
  static StoredValue withoutBinary(Certificate certificate) {
    return new StoredValue(
        CertificateAttribute.USER_CERTIFICATE, "userCertificate", certificate.der());
  }

  static StoredValue smime(Der der) {
    return new StoredValue(
        CertificateAttribute.USER_SMIME_CERTIFICATE, "userSMIMECertificate", der);
  }

  /** What we would write for a certificate. */
  static StoredValue smime(Certificate certificate) {
    return smime(ENCODER.encode(certificate.der(), List.of()));
  }

  /** Both values of a certificate. */
  static StoredValue[] both(Certificate... certificates) {
    List<StoredValue> values = new ArrayList<>();
    for (Certificate certificate : certificates) {
      values.add(plain(certificate));
      values.add(smime(certificate));
    }
    return values.toArray(new StoredValue[0]);
  }

  /** The same world whose CA lists its certificates the other way round. */
  World reversed() {
    World other = new World();
    other.issued.addAll(issued);
    Collections.reverse(other.issued);
    other.bytes.putAll(bytes);
    other.entries.addAll(entries);
    Collections.reverse(other.entries);
    other.completeness = completeness;
    other.policy = policy;
    other.exact = exact;
    other.match = match;
    other.limits = limits;
    return other;
  }

  List<DirectoryEntry> entries() {
    return entries;
  }

  Inventory inventory() {
    return new Inventory(completeness, now, issued, List.of());
  }

  Planner planner() {
    Inventory inventory = inventory();
    MatchTable matches = new MatchTable(match);
    for (DirectoryEntry entry : entries) {
      entry.keys().forEach(key -> matches.add(key, entry.dn()));
    }
    return new Planner(
        new Planner.Given(
            inventory,
            matches,
            OWNERSHIP,
            encoder,
            one -> Optional.ofNullable(bytes.get(one.sha256())),
            new Planner.Server(
                Map.of(
                    CertificateAttribute.USER_CERTIFICATE,
                    new Spelling("userCertificate;binary", true, exact)),
                limits)),
        policy,
        now);
  }

  /** The plan of the first entry. */
  EntryPlan plan() {
    return planner().plan(entries.get(0));
  }

  List<Judgement> unplaced() {
    List<Judgement> found = new ArrayList<>();
    planner().unplaced(found::add);
    return found;
  }

  /** The entry after its change. */
  static DirectoryEntry applied(DirectoryEntry entry, Optional<EntryChange> change) {
    if (change.isEmpty()) {
      return entry;
    }
    List<StoredValue> values = new ArrayList<>(entry.values());
    for (AttributeChange one : change.get().attributes()) {
      one.withdraw().forEach(gone -> values.remove(gone.value()));
      one.publish()
          .forEach(
              come ->
                  values.add(
                      one.attribute() == CertificateAttribute.USER_CERTIFICATE
                          ? plain(come.bytes())
                          : smime(come.bytes())));
    }
    return new DirectoryEntry(entry.dn(), entry.version(), entry.mailboxes(), entry.keys(), values);
  }

  static Policy with(Policy.Mode mode) {
    return new Policy(
        mode, DEFAULT.attributes(), DEFAULT.select(), DEFAULT.keep(), DEFAULT.removal(), limits());
  }

  static Policy with(Policy.Keep keep) {
    return new Policy(
        DEFAULT.mode(), DEFAULT.attributes(), DEFAULT.select(), keep, DEFAULT.removal(), limits());
  }

  static Policy with(Policy.Select select) {
    return new Policy(
        DEFAULT.mode(), DEFAULT.attributes(), select, DEFAULT.keep(), DEFAULT.removal(), limits());
  }

  static Policy with(Policy.Removal removal) {
    return new Policy(
        DEFAULT.mode(), DEFAULT.attributes(), DEFAULT.select(), DEFAULT.keep(), removal, limits());
  }

  static Policy with(CertificateAttribute only) {
    return new Policy(
        DEFAULT.mode(),
        Set.of(only),
        DEFAULT.select(),
        DEFAULT.keep(),
        DEFAULT.removal(),
        limits());
  }

  private static Policy.GuardLimits limits() {
    return DEFAULT.guard();
  }
}
