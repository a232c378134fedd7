package org.certpublisher.plan.authority;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.authority.Authority;
import org.certpublisher.cert.authority.Ownership;
import org.certpublisher.directory.AttributeChange;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.Spelling;
import org.certpublisher.directory.StoredValue;
import org.certpublisher.plan.EntryPlan;
import org.certpublisher.plan.Policy;
import org.certpublisher.source.RevocationList;
import org.certpublisher.source.RevocationStatus;
import org.certpublisher.source.crl.ListReader;
import org.certpublisher.testing.MapVerdicts;
import org.certpublisher.testing.TestCa;
import org.certpublisher.testing.TestKey;

/** A CA that was renewed and re-keyed, a stranger, and an entry to plan for. */
final class AuthorityWorld {
  static final String DN = "CN=corp-ca,O=Example";
  static final Instant NOW = TestCa.NOW;
  static final TestCa CA = TestCa.create("corp-ca");
  static final TestCa REKEYED = TestCa.create("corp-ca", TestKey.Kind.RSA);
  static final TestCa STRANGER = CA.impostor();
  static final Certificate EXPIRED =
      CA.leaf().ca().valid(days(-900), days(-10)).subject(DN).issue();
  static final Certificate AHEAD = CA.leaf().ca().valid(days(5), days(900)).subject(DN).issue();

  /** Ours, for it verifies under our key, and not configured. */
  static final Certificate UNKNOWN = CA.leaf().ca().valid(days(-9), days(9)).subject(DN).issue();

  static final Authority AUTHORITY =
      new Authority("corp-ca", List.of(CA.certificate(), REKEYED.certificate(), EXPIRED, AHEAD));
  static final RevocationList.Reader READER = new ListReader(List.of(AUTHORITY));

  Policy.Mode mode = Policy.Mode.FULL;
  boolean unknownGoes;
  boolean activeDirectory;
  boolean keepsSpellingsApart;
  boolean createMissing;
  Set<CertificateAttribute> attributes = CertificateAttribute.AUTHORITIES;
  List<RevocationStatus> statuses = List.of();
  List<String> classes = List.of("applicationProcess", "pkiCA", "deltaCRL");

  static Instant days(int days) {
    return NOW.plus(Duration.ofDays(days));
  }

  /** A list of that number, made so many days ago. */
  static Der list(TestCa ca, int number) {
    return ca.crl().number(number).thisUpdate(days(number - 10)).der();
  }

  static RevocationList read(Der list) {
    return READER.read(list).orElseThrow();
  }

  static AuthorityEntry wanted(List<Certificate> certificates, Der... lists) {
    return new AuthorityEntry(
        DN, certificates, List.of(lists).stream().map(AuthorityWorld::read).toList());
  }

  static StoredValue certificate(Certificate value) {
    return value(CertificateAttribute.CA_CERTIFICATE, value.der());
  }

  static StoredValue list(Der value) {
    return value(CertificateAttribute.CERTIFICATE_REVOCATION_LIST, value);
  }

  static StoredValue value(CertificateAttribute attribute, Der value) {
    return new StoredValue(attribute, attribute.ldapName() + ";binary", value);
  }

  static Der garbage(String text) {
    return Der.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  DirectoryEntry entry(StoredValue... values) {
    return new DirectoryEntry(DN, "", List.of(), List.of(), List.of(values), classes);
  }

  EntryPlan plan(AuthorityEntry wanted, StoredValue... values) {
    return plan(wanted, Optional.of(entry(values)));
  }

  EntryPlan plan(AuthorityEntry wanted, Optional<DirectoryEntry> entry) {
    Map<CertificateAttribute, Spelling> spellings =
        CertificateAttribute.AUTHORITIES.stream()
            .collect(
                Collectors.toMap(
                    one -> one,
                    one -> new Spelling(one.ldapName() + ";binary", true, keepsSpellingsApart)));
    Policy policy =
        new Policy(
            mode,
            attributes,
            Policy.Select.ALL,
            Policy.Keep.NEWEST,
            new Policy.Removal(true, Duration.ZERO, unknownGoes),
            new Policy.GuardLimits(5, 10));
    return new AuthorityPlanner(
            new AuthorityPlanner.Ours(
                new Ownership(List.of(AUTHORITY), new MapVerdicts()),
                AUTHORITY.certificates().stream()
                    .map(Certificate::sha256)
                    .collect(Collectors.toSet()),
                READER,
                statuses),
            policy,
            new AuthorityPlanner.Server(spellings, activeDirectory),
            createMissing,
            NOW)
        .plan(wanted, entry);
  }

  /** The entry once the change is made. */
  static DirectoryEntry applied(Optional<DirectoryEntry> entry, EntryPlan plan) {
    List<StoredValue> values = new ArrayList<>(entry.map(DirectoryEntry::values).orElse(List.of()));
    List<String> classes = new ArrayList<>(entry.map(DirectoryEntry::classes).orElse(List.of()));
    if (plan.change().isPresent()) {
      EntryChange change = plan.change().get();
      classes.addAll(change.frame().classes());
      change
          .frame()
          .others()
          .forEach(
              (name, other) ->
                  CertificateAttribute.AUTHORITIES.stream()
                      .filter(one -> one.ldapName().equals(name))
                      .forEach(one -> other.forEach(each -> values.add(value(one, each)))));
      for (AttributeChange one : change.attributes()) {
        one.withdraw().forEach(gone -> values.remove(gone.value()));
        one.publish().forEach(come -> values.add(value(one.attribute(), come.bytes())));
      }
    }
    return new DirectoryEntry(DN, "", List.of(), List.of(), values, classes);
  }
}
