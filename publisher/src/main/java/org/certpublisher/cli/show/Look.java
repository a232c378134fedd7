package org.certpublisher.cli.show;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.CertificateSummary;
import org.certpublisher.cert.CertificateSummary.MatchKey;
import org.certpublisher.cert.Revocation;
import org.certpublisher.cert.match.MatchRules;
import org.certpublisher.config.AuthoritySettings;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.plan.Judgement;
import org.certpublisher.source.CertificateSource;
import org.certpublisher.source.DerLocation;
import org.certpublisher.source.RevocationStatus;
import org.certpublisher.source.SourceException;
import org.certpublisher.source.SourceFinding;

/**
 * What was found for a query in one publication.
 *
 * @param issued the certificates that the sources hold for it
 * @param judgements all that the plan says; about what is as it should be it says nothing
 * @param revocation one line a revocation source
 */
record Look(
    List<Entry> entries, List<Issued> issued, List<Judgement> judgements, List<String> revocation) {

  /** An entry and what it holds. */
  record Entry(DirectoryEntry entry, Held held) {}

  /** A certificate of a source, with what the source and the lists say of it. */
  record Issued(CertificateSummary certificate, String where, List<String> says) {}

  /** A source and the revocation sources beside it. */
  record Origin(
      AuthoritySettings authority, CertificateSource source, List<RevocationStatus> revocation) {}

  static List<Entry> entries(Query query, Directory directory) throws DirectoryException {
    List<Entry> found = new ArrayList<>();
    Optional<Directory.Only> only = query.only();
    if (only.isPresent()) {
      for (String dn : directory.select(only.get())) {
        directory.read(dn).ifPresent(entry -> found.add(new Entry(entry, Held.of(entry))));
      }
    } else {
      directory.readEntries(
          entry -> {
            Held held = Held.of(entry);
            if (query.meansEntry(entry, held.summaries())) {
              found.add(new Entry(entry, held));
            }
          });
    }
    return found;
  }

  /** Reads a source for what is meant. */
  static List<Issued> issued(Query query, List<Entry> entries, MatchRules match, Origin origin)
      throws SourceException {
    Set<MatchKey> keys =
        entries.stream().flatMap(one -> one.entry().keys().stream()).collect(Collectors.toSet());
    List<Issued> found = new ArrayList<>();
    origin
        .source()
        .read(
            new CertificateSource.Sink() {
              @Override
              public void certificate(
                  Certificate certificate, Revocation revocation, DerLocation location) {
                CertificateSummary summary = match.summary(certificate);
                boolean matched =
                    summary.mailboxes().stream()
                        .flatMap(mailbox -> match.sought(summary, mailbox).stream())
                        .anyMatch(keys::contains);
                if (query.meansCertificate(summary, matched)) {
                  found.add(
                      new Issued(summary, location.toString(), says(certificate, revocation)));
                }
              }

              private List<String> says(Certificate certificate, Revocation revocation) {
                List<String> says = new ArrayList<>();
                says.add("the source says " + words(revocation));
                origin
                    .revocation()
                    .forEach(
                        status ->
                            says.add(status.describe() + " says " + words(status.of(certificate))));
                return says;
              }

              @Override
              public void unreadable(SourceFinding finding) {
                // told by check and report; here one certificate is looked for
              }

              @Override
              public void finding(SourceFinding finding) {
                // as above
              }
            });
    return found;
  }

  private static String words(Revocation revocation) {
    return switch (revocation.status()) {
      case GOOD -> "it is good";
      case REVOKED -> "it was revoked on " + revocation.at() + ", " + revocation.reason().word();
      case ON_HOLD -> "it is on hold since " + revocation.at();
      case UNKNOWN -> "nothing of it: " + revocation.by();
    };
  }

  /** What the plan says of a certificate in an entry, or of one that is in none. */
  Optional<Judgement> judgement(String dn, CertificateSummary certificate) {
    String identity = certificate.sha256().toString();
    return judgements.stream()
        .filter(one -> one.subject().identity().equals(identity))
        .filter(one -> one.dn().equals(dn))
        .findFirst();
  }
}
