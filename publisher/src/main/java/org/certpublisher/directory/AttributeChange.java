package org.certpublisher.directory;

import java.util.List;
import java.util.stream.Stream;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Sha256;

/**
 * The change of one attribute of one entry. It names every value: those that stay, because some
 * servers can only replace the whole set, those that go and those that come.
 *
 * @param kept the values that are there and stay
 * @param withdraw the values that are there and go
 * @param publish the values that come
 */
public record AttributeChange(
    CertificateAttribute attribute,
    List<StoredValue> kept,
    List<Withdrawal> withdraw,
    List<Publication> publish) {

  /**
   * A value that goes.
   *
   * @param certificate the identity of the certificate it holds; of a revocation list its SHA-256
   * @param loss whether the entry loses that certificate without a successor in the same modify:
   *     what the guard counts and may hold
   */
  public record Withdrawal(StoredValue value, Sha256 certificate, boolean loss) {}

  /**
   * A value that comes.
   *
   * @param certificate the identity of the certificate it holds; of a revocation list its SHA-256
   */
  public record Publication(Der bytes, Sha256 certificate) {}

  /** Copies its collections. */
  public AttributeChange {
    kept = List.copyOf(kept);
    withdraw = List.copyOf(withdraw);
    publish = List.copyOf(publish);
  }

  /** Whether nothing goes and nothing comes. */
  public boolean isEmpty() {
    return withdraw.isEmpty() && publish.isEmpty();
  }

  /** The same change with its losses held: what would have been lost stays. */
  public AttributeChange withoutLosses() {
    return new AttributeChange(
        attribute,
        Stream.concat(
                kept.stream(), withdraw.stream().filter(Withdrawal::loss).map(Withdrawal::value))
            .toList(),
        withdraw.stream().filter(gone -> !gone.loss()).toList(),
        publish);
  }
}
