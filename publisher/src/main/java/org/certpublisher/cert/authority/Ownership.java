package org.certpublisher.cert.authority;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.PublicKey;
import org.certpublisher.cert.Sha256;
import org.certpublisher.cert.x509.CertificateParser;
import org.certpublisher.cert.x509.MalformedCertificateException;

/**
 * Tells whether a certificate is ours: its signature verifies under a configured authority's key.
 * Neither issuer name nor key identifier proves anything, both can be copied; they only select the
 * keys that are worth trying. Safe for several threads.
 */
public final class Ownership {
  /** A certificate of an authority, its key, and what travels along with leaves it issued. */
  private record Issuer(
      String authority, Certificate certificate, IssuerKey key, List<Der> chain) {}

  private final Map<String, List<Issuer>> byAuthority = new HashMap<>();
  private final Map<Der, List<Issuer>> byName = new HashMap<>();
  private final Map<Der, List<Issuer>> byKeyId = new HashMap<>();
  private final Map<X500Name, List<Issuer>> byCanonicalName = new HashMap<>();
  private final Verdicts verdicts;

  /** Ours are the certificates of these authorities; checks made before are not made again. */
  public Ownership(List<Authority> authorities, Verdicts verdicts) {
    this.verdicts = verdicts;
    Map<Der, IssuerKey> keys = new HashMap<>();
    for (Authority authority : authorities) {
      List<Issuer> issuers = new ArrayList<>();
      for (Certificate c : authority.certificates()) {
        IssuerKey key = keys.computeIfAbsent(c.publicKey().encoded(), IssuerKey::new);
        issuers.add(new Issuer(authority.name(), c, key, upwards(c, authority.certificates())));
      }
      byAuthority.put(authority.name(), List.copyOf(issuers));
      issuers.forEach(this::index);
    }
  }

  private void index(Issuer issuer) {
    Der name = issuer.certificate().subject().name();
    Der keyId = issuer.certificate().publicKey().subjectKeyId();
    byName.computeIfAbsent(name, n -> new ArrayList<>()).add(issuer);
    if (keyId.length() > 0) {
      byKeyId.computeIfAbsent(keyId, n -> new ArrayList<>()).add(issuer);
    }
    canonical(name)
        .ifPresent(n -> byCanonicalName.computeIfAbsent(n, x -> new ArrayList<>()).add(issuer));
  }

  /** The name as X.520 compares it: case and blanks do not count. */
  private static Optional<X500Name> canonical(Der name) {
    try {
      X500Name parsed = X500Name.getInstance(name.toBytes());
      int unused = parsed.hashCode(); // throws where a value cannot be compared
      return unused == 0 && parsed.size() == 0 ? Optional.empty() : Optional.of(parsed);
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether a key signed a certificate or a CRL (RFC 5280, sections 4.1.1 and 5.1.1). What cannot
   * be checked is not signed.
   */
  public static boolean isSignedBy(Der signed, PublicKey key) {
    return new IssuerKey(key.encoded()).signed(signed);
  }

  /** Whose the certificate is. */
  public Verdict verdict(Certificate certificate) {
    Set<Sha256> tried = new HashSet<>();
    List<Issuer> close = candidates(certificate);
    Optional<Issuer> signer = signer(certificate, close, tried);
    if (signer.isEmpty()) {
      List<Issuer> alike =
          canonical(certificate.issuance().issuer())
              .map(n -> byCanonicalName.getOrDefault(n, List.of()))
              .orElse(List.of());
      signer = signer(certificate, alike, tried);
      close = close.isEmpty() ? alike : close;
    }
    if (signer.isPresent()) {
      return new Verdict(Verdict.Kind.OURS, signer.get().authority());
    }
    return close.isEmpty()
        ? new Verdict(Verdict.Kind.FOREIGN, "")
        : new Verdict(Verdict.Kind.IMPOSTOR, close.get(0).authority());
  }

  /** Those whose key identifier it states, then those whose name it states. */
  private List<Issuer> candidates(Certificate certificate) {
    List<Issuer> found = new ArrayList<>();
    found.addAll(byKeyId.getOrDefault(certificate.issuance().authorityKeyId(), List.of()));
    found.addAll(byName.getOrDefault(certificate.issuance().issuer(), List.of()));
    return found;
  }

  private Optional<Issuer> signer(
      Certificate certificate, List<Issuer> candidates, Set<Sha256> tried) {
    for (Issuer issuer : candidates) {
      if (tried.add(issuer.key().id()) && signed(certificate, issuer.key())) {
        return Optional.of(issuer);
      }
    }
    return Optional.empty();
  }

  private boolean signed(Certificate certificate, IssuerKey key) {
    Sha256 id = certificate.sha256();
    Optional<Boolean> known = verdicts.recall(id, key.id());
    if (known.isPresent()) {
      return known.get();
    }
    boolean signed = key.signed(certificate);
    verdicts.remember(id, key.id(), signed);
    return signed;
  }

  /**
   * The certificates above a leaf as far as the authority is configured with them: its issuer and
   * upwards, self-signed roots left out. They travel along in userSMIMECertificate.
   *
   * @throws IllegalArgumentException when there is no such authority or the leaf does not parse
   */
  public List<Der> chain(String authority, Der leaf) {
    List<Issuer> issuers = byAuthority.get(authority);
    if (issuers == null) {
      throw new IllegalArgumentException("no authority is called " + authority);
    }
    if (issuers.size() == 1) {
      return issuers.get(0).chain();
    }
    return issuer(parsed(leaf), issuers).map(Issuer::chain).orElse(List.of());
  }

  private static Certificate parsed(Der leaf) {
    try {
      return CertificateParser.parse(leaf);
    } catch (MalformedCertificateException e) {
      throw new IllegalArgumentException("the leaf of a chain must be a certificate", e);
    }
  }

  private Optional<Issuer> issuer(Certificate leaf, List<Issuer> issuers) {
    List<Issuer> candidates =
        issuers.stream()
            .filter(i -> mayHaveIssued(i.certificate(), leaf))
            .sorted(Comparator.comparing(Issuer::certificate, LATEST_FIRST))
            .toList();
    return candidates.size() == 1
        ? Optional.of(candidates.get(0))
        : candidates.stream().filter(i -> signed(leaf, i.key())).findFirst();
  }

  /** Of two certificates of one key, as after a renewal, the later one travels along. */
  private static final Comparator<Certificate> LATEST_FIRST =
      Comparator.comparing((Certificate c) -> c.validity().notBefore())
          .reversed()
          .thenComparing(Certificate::sha256);

  /** The certificate and those above it by name and key identifier, roots left out. */
  private static List<Der> upwards(Certificate first, List<Certificate> known) {
    List<Der> chain = new ArrayList<>();
    Optional<Certificate> next = Optional.of(first);
    while (next.isPresent() && !next.get().isSelfIssued() && !chain.contains(next.get().der())) {
      Certificate current = next.get();
      chain.add(current.der());
      next = known.stream().filter(c -> mayHaveIssued(c, current)).min(LATEST_FIRST);
    }
    return List.copyOf(chain);
  }

  private static boolean mayHaveIssued(Certificate issuer, Certificate issued) {
    Der stated = issued.issuance().authorityKeyId();
    Der had = issuer.publicKey().subjectKeyId();
    if (stated.length() > 0 && had.length() > 0) {
      return stated.equals(had);
    }
    Der name = issued.issuance().issuer();
    return issuer.subject().name().equals(name)
        || canonical(issuer.subject().name()).equals(canonical(name));
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
