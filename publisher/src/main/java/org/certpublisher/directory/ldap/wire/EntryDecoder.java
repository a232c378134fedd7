package org.certpublisher.directory.ldap.wire;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.certpublisher.cert.CertificateSummary.MatchKey;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.cert.match.MatchRules;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.StoredValue;
import org.jspecify.annotations.Nullable;

/**
 * Makes an entry of what a server sent. Values are found under any option and kept as they came;
 * the option {@code range}, by which Active Directory hands out 1,500 values at a time (MS-ADTS,
 * section 3.1.1.3.1.3.3), is followed to its end and never kept.
 */
public final class EntryDecoder {
  /** OpenLDAP's change sequence number: another after every modification. */
  public static final String VERSION = "entryCSN";

  private static final String RANGE = "range=";
  private static final int PIECES = 10_000;

  /** The attribute by which mail clients look (RFC 4524, section 2.16). */
  public static final String MAIL = "mail";

  /**
   * What Active Directory hands out as user attributes though nobody wrote it (MS-ADTS, 3.1.1.4).
   */
  private static final Set<String> KEPT_BY_SERVERS =
      Set.of(
          "entrycsn",
          "distinguishedname",
          "name",
          "instancetype",
          "whencreated",
          "whenchanged",
          "usncreated",
          "usnchanged",
          "objectguid",
          "objectcategory",
          "dscorepropagationdata");

  private static final String CLASSES = "objectClass";

  private final MatchRules match;
  private final List<CertificateAttribute> wanted;
  private final boolean classes;

  /** For people that are matched by these rules. */
  public EntryDecoder(MatchRules match) {
    this(match, CertificateAttribute.PEOPLE);
  }

  /** Takes the values of these attributes, and the classes where they are those of authorities. */
  public EntryDecoder(MatchRules match, Set<CertificateAttribute> wanted) {
    this.match = match;
    this.wanted = List.copyOf(wanted);
    this.classes = !CertificateAttribute.PEOPLE.containsAll(wanted);
  }

  /**
   * What to ask for. Plain names bring values under every option on all measured servers; asking
   * for both spellings brings them twice on 389-DS 2.3.
   */
  public List<String> attributes(boolean version) {
    List<String> names = new ArrayList<>(match.attributes());
    if (names.stream().noneMatch(MAIL::equalsIgnoreCase)) {
      names.add(MAIL);
    }
    wanted.forEach(attribute -> names.add(attribute.ldapName()));
    if (classes) {
      names.add(CLASSES);
    }
    if (version) {
      names.add(VERSION);
    }
    return names;
  }

  /** Decodes an entry; values handed out in pieces are fetched over the connection given. */
  public DirectoryEntry decodeWhole(Entry entry, LDAPConnection connection) throws LDAPException {
    return isRanged(entry) ? decode(whole(entry, connection)) : decode(entry);
  }

  /** Whether there are values that have to be fetched in further pieces. */
  public static boolean isRanged(Entry entry) {
    for (Attribute attribute : entry.getAttributes()) {
      String name = attribute.getName();
      if (name.indexOf('=') >= 0 && nextRange(name) != null) {
        return true;
      }
    }
    return false;
  }

  /** What an entry has besides certificates, those left aside that the server keeps itself. */
  public static EntryChange.Frame rest(Entry entry) {
    List<String> classes = List.of();
    Map<String, List<Der>> others = new TreeMap<>();
    for (Attribute attribute : entry.getAttributes()) {
      String name = attribute.getName();
      if (name.equalsIgnoreCase(CLASSES)) {
        classes = List.of(attribute.getValues());
      } else if (!KEPT_BY_SERVERS.contains(name.toLowerCase(Locale.ROOT)) && !isOfPeople(name)) {
        others.put(
            name,
            Arrays.stream(attribute.getValueByteArrays())
                .map(Der::copyOf)
                .sorted(Comparator.comparing(Der::sha256))
                .toList());
      }
    }
    return new EntryChange.Frame(EntryChange.Fate.REMOVED, classes, others);
  }

  private static boolean isOfPeople(String description) {
    String name = description.split(";", 2)[0];
    return CertificateAttribute.PEOPLE.stream()
        .anyMatch(one -> one.ldapName().equalsIgnoreCase(name));
  }

  /** Decodes an entry whose values came whole. */
  public DirectoryEntry decode(Entry entry) {
    String version = "";
    List<Mailbox> mailboxes = List.of();
    List<MatchKey> keys = List.of();
    List<StoredValue> values = List.of();
    List<String> has = List.of();
    for (Attribute attribute : entry.getAttributes()) {
      String name = withoutRange(attribute.getName());
      CertificateAttribute certificates = certificates(name);
      if (certificates != null) {
        values = values.isEmpty() ? new ArrayList<>(attribute.size()) : values;
        addValues(values, certificates, name, attribute.getRawValues());
      } else if (name.equalsIgnoreCase(VERSION)) {
        version = String.valueOf(attribute.getValue());
      } else if (classes && name.equalsIgnoreCase(CLASSES)) {
        has = List.of(attribute.getValues());
      } else {
        keys = plus(keys, match.keys(name, List.of(attribute.getValueByteArrays())));
        mailboxes = name.equalsIgnoreCase(MAIL) ? plus(mailboxes, mailboxes(attribute)) : mailboxes;
      }
    }
    return new DirectoryEntry(entry.getDN(), version, mailboxes, keys, values, has);
  }

  private static Entry whole(Entry entry, LDAPConnection connection) throws LDAPException {
    Entry whole = entry.duplicate();
    for (Attribute attribute : entry.getAttributes()) {
      @Nullable String next = nextRange(attribute.getName());
      for (int pieces = 0; next != null; pieces++) {
        if (pieces > PIECES) {
          throw new LDAPException(
              ResultCode.DECODING_ERROR, "the values of one attribute have no end");
        }
        String name = withoutRange(next);
        next = addPiece(whole, name, connection.getEntry(entry.getDN(), next));
      }
    }
    return whole;
  }

  private static @Nullable String addPiece(Entry whole, String name, @Nullable Entry piece)
      throws LDAPException {
    if (piece == null) {
      throw new LDAPException(
          ResultCode.NO_SUCH_OBJECT, "the entry went away while its values were read");
    }
    @Nullable String next = null;
    for (Attribute attribute : piece.getAttributes()) {
      if (name.equalsIgnoreCase(withoutRange(attribute.getName()))) {
        whole.addAttribute(attribute);
        next = nextRange(attribute.getName());
      }
    }
    return next;
  }

  private static void addValues(
      List<StoredValue> values,
      CertificateAttribute attribute,
      String description,
      ASN1OctetString[] raw) {
    for (ASN1OctetString value : raw) {
      values.add(new StoredValue(attribute, description, Der.wrap(value.getValue())));
    }
  }

  private static List<Mailbox> mailboxes(Attribute mail) {
    return Arrays.stream(mail.getValues())
        .filter(address -> !address.isBlank())
        .map(Mailbox::of)
        .toList();
  }

  private static <T> List<T> plus(List<T> some, List<T> more) {
    if (some.isEmpty()) {
      return more;
    }
    List<T> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  private @Nullable CertificateAttribute certificates(String description) {
    int options = description.indexOf(';');
    int length = options < 0 ? description.length() : options;
    for (CertificateAttribute attribute : wanted) {
      String name = attribute.ldapName();
      if (name.length() == length && description.regionMatches(true, 0, name, 0, length)) {
        return attribute;
      }
    }
    return null;
  }

  private static boolean isRange(String option) {
    return option.toLowerCase(Locale.ROOT).startsWith(RANGE);
  }

  private static String withoutRange(String description) {
    return description.indexOf('=') < 0
        ? description
        : Arrays.stream(description.split(";", -1))
            .filter(option -> !isRange(option))
            .collect(Collectors.joining(";"));
  }

  /** The description that asks for the piece after this one; null when this was the last. */
  private static @Nullable String nextRange(String description) {
    for (String option : description.split(";", -1)) {
      int dash = option.indexOf('-');
      if (isRange(option) && dash > 0 && !option.endsWith("*")) {
        try {
          long last = Long.parseLong(option.substring(dash + 1));
          return withoutRange(description) + ";" + RANGE + (last + 1) + "-*";
        } catch (NumberFormatException e) {
          return null;
        }
      }
    }
    return null;
  }
}
