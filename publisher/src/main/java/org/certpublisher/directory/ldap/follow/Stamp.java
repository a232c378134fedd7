package org.certpublisher.directory.ldap.follow;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a server writes into an entry with every change. As text it is written so that a later one
 * is the greater text.
 */
public enum Stamp {
  /** OpenLDAP's change sequence number, a time of microseconds and who made it. */
  ENTRY_CSN("entryCSN", "\\d{14}\\.\\d{6}Z#\\p{XDigit}{6}#\\p{XDigit}{3}#\\p{XDigit}{6}"),
  /**
   * Active Directory's number of the change, of this domain controller alone (MS-ADTS 3.1.1.1.9).
   */
  USN_CHANGED("uSNChanged", "\\d{1,19}"),
  /** To the second (RFC 4512, section 3.4.4). */
  MODIFY_TIMESTAMP("modifyTimestamp", "\\d{14}([.,]\\d+)?Z");

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

  private final String attribute;
  private final Pattern form;

  Stamp(String attribute, String form) {
    this.attribute = attribute;
    this.form = Pattern.compile(form);
  }

  String attribute() {
    return attribute;
  }

  /** The stamp of an entry, if it shows one. */
  Optional<String> of(Entry entry) {
    return Optional.ofNullable(entry.getAttributeValue(attribute)).flatMap(this::of);
  }

  /** A stamp as the server writes it. */
  Optional<String> of(String written) {
    if (!form.matcher(written).matches()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (this) {
          case ENTRY_CSN -> written;
          case USN_CHANGED -> "0".repeat(19 - written.length()) + written;
          case MODIFY_TIMESTAMP -> written.substring(0, 14) + "Z";
        });
  }

  /** The least stamp of a time. */
  String at(Instant time) {
    String seconds = SECONDS.format(time);
    return switch (this) {
      case ENTRY_CSN -> seconds + ".000000Z#000000#000#000000";
      case USN_CHANGED -> throw new IllegalArgumentException("a USN is of no time");
      case MODIFY_TIMESTAMP -> seconds + "Z";
    };
  }

  /** What has this stamp or a later one. */
  Filter since(String stamp) {
    return Filter.createGreaterOrEqualFilter(
        attribute, this == USN_CHANGED ? Long.toString(Long.parseLong(stamp)) : stamp);
  }
}
