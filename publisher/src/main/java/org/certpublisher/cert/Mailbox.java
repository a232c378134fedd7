package org.certpublisher.cert;

import java.util.Locale;
import org.certpublisher.cert.asn1.Asn1Text;

/**
 * A mail address as it was written and the key it is compared by. The key is the whole address in
 * lower case: RFC 5321 lets a local part be case-sensitive, but no directory matches {@code mail}
 * so (RFC 4524, section 2.16), and a difference in case is a finding, not another person.
 */
public record Mailbox(String address, String key) implements Comparable<Mailbox> {
  /** The mailbox of an address; surrounding blanks are dropped. */
  public static Mailbox of(String address) {
    String trimmed = address.strip();
    return new Mailbox(trimmed, trimmed.toLowerCase(Locale.ROOT));
  }

  /** Whether the text has a local part and a domain and nothing that no address may hold. */
  public static boolean isAddress(String text) {
    String s = text.strip();
    int at = s.lastIndexOf('@');
    return at > 0
        && at < s.length() - 1
        && s.length() <= 320
        && s.chars().noneMatch(c -> c <= ' ' || Character.isSpaceChar(c))
        && Asn1Text.isPlain(s);
  }

  /** Same address whatever the case. */
  public boolean matches(Mailbox other) {
    return key.equals(other.key);
  }

  @Override
  public int compareTo(Mailbox other) {
    int r = key.compareTo(other.key);
    return r != 0 ? r : address.compareTo(other.address);
  }

  @Override
  public String toString() {
    return address;
  }
}
