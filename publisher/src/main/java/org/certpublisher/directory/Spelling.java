package org.certpublisher.directory;

/**
 * How a server has an attribute written.
 *
 * @param description with options
 * @param singleValues whether one value can be added and deleted; else only the whole set be
 *     replaced
 * @param exact whether who asks for the description finds only what is stored under it, letter by
 *     letter: 389-DS 2.3 keeps {@code userCertificate} and {@code userCertificate;binary} apart
 */
public record Spelling(String description, boolean singleValues, boolean exact) {
  /** The name alone, value by value: for a server of which nothing is known. */
  public static Spelling plain(CertificateAttribute attribute) {
    return new Spelling(attribute.ldapName(), true, false);
  }

  /** Whether a value stands where one who asks for the description does not find it. */
  public boolean hides(StoredValue value) {
    return exact && !value.description().equalsIgnoreCase(description);
  }
}
