package org.certpublisher.source.crl;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.asn1.MalformedAsn1Exception;
import org.certpublisher.cert.authority.Authority;
import org.certpublisher.source.RevocationList;
import org.certpublisher.source.file.DerCursor;

/** Reads the lists that a directory holds. Ours are those that a key of an authority signed. */
public final class ListReader implements RevocationList.Reader {
  private static final String WHERE = "the directory";

  private final List<Authority> authorities;

  /** Knows the lists of these authorities for ours. */
  public ListReader(List<Authority> authorities) {
    this.authorities = List.copyOf(authorities);
  }

  @Override
  public Optional<RevocationList> read(Der value) {
    if (value.length() == 0 || value.view()[0] != DerCursor.SEQUENCE) {
      return Optional.empty(); // PEM is no value of a directory
    }
    try {
      Crl crl = Crl.parse(value.view());
      return Optional.of(crl.list(signer(crl), WHERE));
    } catch (RefusedCrlException | MalformedAsn1Exception e) {
      return Optional.empty();
    }
  }

  private Optional<Certificate> signer(Crl crl) throws MalformedAsn1Exception {
    for (Authority authority : authorities) {
      Optional<Certificate> signer = signer(crl, authority);
      if (signer.isPresent()) {
        return signer;
      }
    }
    return Optional.empty();
  }

  private static Optional<Certificate> signer(Crl crl, Authority authority)
      throws MalformedAsn1Exception {
    try {
      return Optional.of(new CrlChecks(authority, Optional.empty(), Instant.EPOCH).signer(crl));
    } catch (RefusedCrlException e) {
      return Optional.empty();
    }
  }
}
