package org.certpublisher.reconcile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certpublisher.cert.Sha256;
import org.certpublisher.cert.authority.Authority;
import org.certpublisher.cert.match.MatchRules;
import org.certpublisher.cms.SmimeEncoder;
import org.certpublisher.directory.Directory;
import org.certpublisher.plan.Policy;
import org.certpublisher.plan.authority.AuthorityEntry;
import org.certpublisher.plan.creation.Template;
import org.certpublisher.reconcile.inventory.AuthoritySource;
import org.certpublisher.reconcile.publishing.Limits;
import org.certpublisher.source.RevocationList;

/**
 * What is reconciled with one directory.
 *
 * @param name the name in the configuration
 * @param profile what is published of the authorities
 * @param configuration a digest of all settings that it depends on, the directory's included: a
 *     saved plan is applied only under the settings it was made with
 */
public record Publication(
    String name,
    List<AuthoritySource> authorities,
    Profile profile,
    Policy policy,
    Limits limits,
    Sha256 configuration) {

  /** What is published. */
  public sealed interface Profile {}

  /**
   * The certificates that authorities issued to people.
   *
   * @param encoder makes the values of userSMIMECertificate
   * @param missing how entries are made that are not there; empty when none is
   */
  public record People(SmimeEncoder encoder, Optional<Template> missing) implements Profile {
    /** No entry is made. */
    public People(SmimeEncoder encoder) {
      this(encoder, Optional.empty());
    }
  }

  /**
   * The authorities themselves: their certificates and revocation lists.
   *
   * @param entries the names of entries by those of authorities; the others' are their subjects
   * @param createMissing whether entries that are not there are made
   * @param reader reads the lists that the directory holds
   */
  public record Authorities(
      Map<String, String> entries, boolean createMissing, RevocationList.Reader reader)
      implements Profile {
    /** Copies its collection. */
    public Authorities {
      entries = Map.copyOf(entries);
    }
  }

  /** Copies its collection. */
  public Publication {
    authorities = List.copyOf(authorities);
  }

  /** The authorities without their sources. */
  List<Authority> issuers() {
    return authorities.stream().map(AuthoritySource::authority).toList();
  }

  /** The names of the authorities' entries; none where it is about people. */
  public List<String> authorityEntries() {
    return profile instanceof Authorities about
        ? AuthorityEntry.of(issuers(), about.entries(), List.of()).stream()
            .map(AuthorityEntry::dn)
            .toList()
        : List.of();
  }

  /**
   * The entries that are named or made, of which {@code check} tells whether that can be done.
   *
   * @param match by what certificates find the entries of people
   */
  public List<Directory.Wanted> wanted(MatchRules match, boolean activeDirectory) {
    return profile instanceof Authorities about
        ? AuthorityEntry.of(issuers(), about.entries(), List.of()).stream()
            .map(one -> one.wanted(policy.attributes(), about.createMissing(), activeDirectory))
            .toList()
        : missing().map(template -> List.of(template.sample(match))).orElse(List.of());
  }

  /** Whether it is about certificates of people. */
  boolean isAboutPeople() {
    return profile instanceof People;
  }

  /** How entries of people are made that are not there. */
  Optional<Template> missing() {
    return profile instanceof People people ? people.missing() : Optional.empty();
  }

  /** What makes the values of userSMIMECertificate, where it is about people. */
  SmimeEncoder encoder() {
    if (profile instanceof People people) {
      return people.encoder();
    }
    throw new IllegalStateException(name + " is not about people");
  }
}
