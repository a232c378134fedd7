package org.certpublisher.directory;

import java.util.Comparator;
import org.certpublisher.cert.Der;

/**
 * One value as the directory holds it.
 *
 * @param description the attribute description it came under, options included, for example {@code
 *     userCertificate;binary}; it is deleted under the same
 */
public record StoredValue(CertificateAttribute attribute, String description, Der bytes) {
  /** By attribute, description and bytes: the order of everything that is compared or shown. */
  public static final Comparator<StoredValue> ORDER =
      Comparator.comparing(StoredValue::attribute)
          .thenComparing(StoredValue::description)
          .thenComparing(value -> value.bytes().sha256());
}
