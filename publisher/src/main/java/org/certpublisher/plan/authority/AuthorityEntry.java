package org.certpublisher.plan.authority;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Sha256;
import org.certpublisher.cert.authority.Authority;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.Directory.Wanted.Making;
import org.certpublisher.directory.EntryChange.Frame;
import org.certpublisher.source.RevocationList;

/**
 * An entry of a certification authority and what should stand there.
 *
 * @param dn its name
 * @param certificates the CA's own certificates
 * @param lists the revocation lists that its keys signed, fresh ones only
 */
public record AuthorityEntry(
    String dn, List<Certificate> certificates, List<RevocationList> lists) {
  /** Copies its collections. */
  public AuthorityEntry {
    certificates = List.copyOf(certificates);
    lists = List.copyOf(lists);
  }

  /**
   * The entries of these authorities. A CA stands at its own subject, where gpgsm looks for an
   * issuer, the CAs above it at theirs; or, without those above, at the entry that was configured.
   *
   * @param configured the names of entries by those of authorities
   */
  public static List<AuthorityEntry> of(
      List<Authority> authorities, Map<String, String> configured, List<RevocationList> lists) {
    Map<String, String> names = new LinkedHashMap<>();
    Map<String, Map<Sha256, Certificate>> all = new LinkedHashMap<>();
    for (Authority authority : authorities) {
      String own = configured.getOrDefault(authority.name(), "");
      for (Certificate one : own.isEmpty() ? authority.certificates() : authority.issuing()) {
        String dn = own.isEmpty() ? one.subject().text() : own;
        String key = dn.toLowerCase(Locale.ROOT);
        names.putIfAbsent(key, dn);
        all.computeIfAbsent(key, absent -> new LinkedHashMap<>()).put(one.sha256(), one);
      }
    }
    List<AuthorityEntry> entries = new ArrayList<>();
    all.forEach(
        (key, certificates) ->
            entries.add(
                new AuthorityEntry(
                    Objects.requireNonNull(names.get(key)),
                    List.copyOf(certificates.values()),
                    lists.stream().filter(list -> isSigned(list, certificates)).toList())));
    return entries;
  }

  /**
   * The entry as it is written to or made.
   *
   * @param createMissing whether it is made when it is not there
   * @param activeDirectory whether the classes are Active Directory's, where a CA's entry cannot be
   *     made without its certificate
   */
  public Directory.Wanted wanted(
      Set<CertificateAttribute> attributes, boolean createMissing, boolean activeDirectory) {
    Frame made =
        createMissing || !activeDirectory
            ? ObjectClasses.creation(dn, attributes, activeDirectory).orElse(Frame.NONE)
            : Frame.NONE;
    boolean making = createMissing && made.created();
    return new Directory.Wanted(dn, attributes, made, making ? Making.ONCE : Making.NEVER);
  }

  private static boolean isSigned(RevocationList list, Map<Sha256, Certificate> certificates) {
    return certificates.values().stream()
        .anyMatch(
            one -> list.signer().filter(one.publicKey().encoded().sha256()::equals).isPresent());
  }
}
