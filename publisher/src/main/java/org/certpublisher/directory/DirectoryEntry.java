package org.certpublisher.directory;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.certpublisher.cert.CertificateSummary.MatchKey;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.cert.Sha256;

/**
 * An entry as far as it matters: its name, its mailboxes and its certificate values.
 *
 * @param dn the distinguished name as the server wrote it
 * @param version what changes with every modification and can be asserted (OpenLDAP: entryCSN);
 *     empty where the server has nothing of the kind
 * @param mailboxes every value of {@code mail}, by which mail clients look
 * @param keys what the rules of matching find it by
 * @param values the values of the attributes that were asked for under any option, in no order
 * @param classes the values of objectClass, where they were asked for
 */
public record DirectoryEntry(
    String dn,
    String version,
    List<Mailbox> mailboxes,
    List<MatchKey> keys,
    List<StoredValue> values,
    List<String> classes) {
  /** Copies its collections. */
  public DirectoryEntry {
    mailboxes = List.copyOf(mailboxes);
    keys = List.copyOf(keys);
    values = List.copyOf(values);
    classes = List.copyOf(classes);
  }

  /** An entry whose classes were not asked for. */
  public DirectoryEntry(
      String dn,
      String version,
      List<Mailbox> mailboxes,
      List<MatchKey> keys,
      List<StoredValue> values) {
    this(dn, version, mailboxes, keys, values, List.of());
  }

  /** The values of one attribute. */
  public List<StoredValue> values(CertificateAttribute attribute) {
    return values.stream().filter(value -> value.attribute() == attribute).toList();
  }

  /**
   * A digest of the values, whatever their order: the entry has moved when it is another than the
   * one that was planned on.
   */
  public Sha256 valuesDigest() {
    return digest(values);
  }

  /** The same digest of any values. */
  public static Sha256 digest(List<StoredValue> values) {
    MessageDigest digest = Sha256.newDigest();
    values.stream()
        .sorted(StoredValue.ORDER)
        .forEach(
            value -> {
              digest.update(value.description().getBytes(StandardCharsets.UTF_8));
              digest.update((byte) 0);
              digest.update(value.bytes().sha256().toBytes());
            });
    return Sha256.ofDigest(digest.digest());
  }
}
