package org.certpublisher.state;

import java.util.List;
import java.util.Optional;
import org.certpublisher.cert.Sha256;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.StoredValue;

/**
 * A change as the journal keeps it: of what came the identity, of what went the bytes, because
 * nobody else may have them any more.
 */
public record Journaled(List<Come> come, List<Gone> gone, EntryChange.Frame frame) {
  /** Copies its collections. */
  public Journaled {
    come = List.copyOf(come);
    gone = List.copyOf(gone);
  }

  /**
   * A value that came.
   *
   * @param certificate the identity of the certificate it holds
   * @param value the SHA-256 of its bytes; empty in rows that were written before it was kept
   */
  public record Come(CertificateAttribute attribute, Sha256 certificate, Optional<Sha256> value) {}

  /**
   * A value that went.
   *
   * @param certificate the identity of the certificate it holds
   */
  public record Gone(StoredValue value, Sha256 certificate) {}

  /** The identities that came. */
  public List<Sha256> published() {
    return come.stream().map(Come::certificate).distinct().toList();
  }

  /** The identities that went. */
  public List<Sha256> withdrawn() {
    return gone.stream().map(Gone::certificate).distinct().toList();
  }
}
