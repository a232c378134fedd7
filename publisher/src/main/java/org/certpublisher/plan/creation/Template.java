package org.certpublisher.plan.creation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.certpublisher.cert.CertificateSummary;
import org.certpublisher.cert.CertificateSummary.MatchKey;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.cert.match.MatchRule;
import org.certpublisher.cert.match.MatchRules;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.EntryChange.Fate;
import org.certpublisher.directory.EntryChange.Frame;

/**
 * How entries are made for certificates whose mailboxes find none: one an entry, with all mailboxes
 * of its certificate. Its name holds a mailbox, which is nobody else's, not a person's name, which
 * two may share.
 *
 * @param base the name right below which they are
 */
public record Template(Kind kind, String base) {
  /** MS-ADA1, cn: rangeUpper. */
  private static final int CN = 64;

  /** MS-ADA1, displayName and MS-ADA2, mail: rangeUpper. */
  private static final int TEXT = 256;

  /** What they are. */
  public enum Kind {
    /** A person of a public certificate directory (RFC 2798), named by {@code mail}. */
    INET_ORG_PERSON("inetOrgPerson"),
    /** A partner in Active Directory (MS-ADSC, contact), named by {@code cn}. */
    CONTACT("contact");

    private final String objectClass;

    Kind(String objectClass) {
      this.objectClass = objectClass;
    }

    /** The class as schemas spell it. */
    public String objectClass() {
      return objectClass;
    }

    List<String> classes() {
      return List.of("top", "person", "organizationalPerson", objectClass);
    }
  }

  /**
   * An entry to be made.
   *
   * @param entry as it is read once it is there, but for the certificates
   */
  public record NewEntry(DirectoryEntry entry, Frame frame) {}

  /** Why no entry can be made for a certificate, if that is so. */
  public Optional<String> refusal(CertificateSummary certificate) {
    List<Mailbox> mailboxes = mailboxes(certificate);
    if (mailboxes.isEmpty()) {
      return Optional.of("mail holds ASCII only (RFC 4524, section 2.16)");
    }
    int length = mailboxes.get(0).address().length();
    int most = kind == Kind.CONTACT ? CN : TEXT;
    return length > most
        ? Optional.of("the entry's name would have %d characters, of %d".formatted(length, most))
        : Optional.empty();
  }

  /** The entry for a certificate to which there is no refusal. */
  public NewEntry entry(CertificateSummary certificate, MatchRules match) {
    List<Mailbox> mailboxes = mailboxes(certificate);
    List<String> addresses = mailboxes.stream().map(Mailbox::address).toList();
    return entry(addresses, commonName(certificate).orElse(addresses.get(0)), match);
  }

  /** An entry as they are, for {@code check}: RFC 2606 keeps its mailbox from being anybody's. */
  public Directory.Wanted sample(MatchRules match) {
    String mailbox = "cert-publisher@check.invalid";
    NewEntry made = entry(List.of(mailbox), mailbox, match);
    return new Directory.Wanted(
        made.entry().dn(),
        CertificateAttribute.PEOPLE,
        made.frame(),
        Directory.Wanted.Making.OFTEN);
  }

  private NewEntry entry(List<String> addresses, String name, MatchRules match) {
    String first = addresses.get(0);
    Map<String, List<String>> texts = new TreeMap<>();
    if (kind == Kind.CONTACT) {
      texts.put("cn", List.of(first));
      texts.put("displayName", List.of(name));
      texts.put("mail", List.of(first));
      if (match.rules().stream().anyMatch(rule -> rule.kind() == MatchRule.Kind.PROXY_ADDRESS)) {
        texts.put("proxyAddresses", proxies(addresses));
      }
    } else {
      texts.put("cn", List.of(name));
      texts.put("sn", List.of(name));
      texts.put("mail", addresses);
    }
    Map<String, List<Der>> others = new TreeMap<>();
    texts.forEach(
        (attribute, values) ->
            others.put(attribute, values.stream().map(Template::bytes).toList()));
    others.put(Mark.ATTRIBUTE, List.of(bytes(Mark.of(others))));
    String naming = kind == Kind.CONTACT ? "cn=" : "mail=";
    String dn = naming + Rdn.escapeValue(first) + "," + base;
    List<MatchKey> keys = new ArrayList<>();
    others.forEach(
        (attribute, values) ->
            keys.addAll(match.keys(attribute, values.stream().map(Der::toBytes).toList())));
    List<Mailbox> mail = texts.getOrDefault("mail", List.of()).stream().map(Mailbox::of).toList();
    return new NewEntry(
        new DirectoryEntry(dn, "", mail, keys, List.of()),
        new Frame(Fate.CREATED, kind.classes(), others));
  }

  /** Whether an entry of this name may have been made by it. */
  public boolean isBelow(String dn) {
    try {
      return new LdapName(dn).startsWith(new LdapName(base));
    } catch (InvalidNameException e) {
      return false; // a name that cannot be read is not one that was made
    }
  }

  /** Whether an entry was made, whatever has become of it since. */
  boolean isMarked(Directory.Whole whole) {
    return whole.rest().others().getOrDefault(Mark.ATTRIBUTE, List.of()).stream()
        .anyMatch(Mark::isMark);
  }

  /** Whether an entry was made and is as it was made, its certificates left aside. */
  public boolean isMade(Directory.Whole whole) {
    Map<String, List<Der>> others = whole.rest().others();
    return isBelow(whole.entry().dn())
        && others.getOrDefault(Mark.ATTRIBUTE, List.of()).equals(List.of(bytes(Mark.of(others))))
        && whole.rest().classes().stream()
            .allMatch(one -> kind.classes().stream().anyMatch(one::equalsIgnoreCase));
  }

  private static Der bytes(String text) {
    return Der.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Exchange writes the scheme of the first address, the one that answers go to, in capitals. */
  private static List<String> proxies(List<String> addresses) {
    List<String> proxies = new ArrayList<>();
    addresses.forEach(one -> proxies.add((proxies.isEmpty() ? "SMTP:" : "smtp:") + one));
    return proxies;
  }

  private static List<Mailbox> mailboxes(CertificateSummary certificate) {
    return certificate.mailboxes().stream()
        .filter(one -> one.address().chars().allMatch(c -> c > ' ' && c <= '~'))
        .collect(
            Collectors.collectingAndThen(
                Collectors.toMap(
                    Mailbox::key, one -> one, (one, twin) -> one, java.util.LinkedHashMap::new),
                found -> List.copyOf(found.values())));
  }

  /** The subject's common name, the last one where it has several. */
  private static Optional<String> commonName(CertificateSummary certificate) {
    try {
      return new LdapName(certificate.names().subject())
          .getRdns().stream()
              .filter(one -> one.getType().equalsIgnoreCase("cn"))
              .map(Rdn::getValue)
              .filter(String.class::isInstance)
              .map(value -> cut(String.valueOf(value).strip()))
              .filter(text -> !text.isEmpty())
              .reduce((one, next) -> next);
    } catch (InvalidNameException e) {
      return Optional.empty(); // cut short, for its length: then the mailbox is its name
    }
  }

  private static String cut(String text) {
    if (text.length() <= TEXT) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(TEXT - 1)) ? TEXT - 1 : TEXT;
    return text.substring(0, end).strip();
  }
}
