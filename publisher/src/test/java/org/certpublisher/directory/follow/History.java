package org.certpublisher.directory.follow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.cert.match.MatchRules;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.DirectoryDescription;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.EntryLimits;
import org.certpublisher.directory.Fact;
import org.certpublisher.directory.Outcome;
import org.certpublisher.directory.StoredValue;
import org.certpublisher.testing.MatchTexts;

/**
 * A directory that numbers its changes, tells of them as servers do, and counts what is read of it.
 * An entry that was moved is told under its new name only; one that was deleted, not at all.
 */
final class History implements Directory, ChangeSource {
  private final Map<String, Stamped> entries = new LinkedHashMap<>();
  private int clock;
  private int names;
  private int fullReads;
  private int told;
  private boolean breaksOff;
  private String oddness = "";
  private Outcome answer = Outcome.DONE;

  private record Stamped(DirectoryEntry entry, int at, boolean ours) {}

  int fullReads() {
    return fullReads;
  }

  int told() {
    return told;
  }

  /** The next read of changes breaks off after the first entry. */
  void breakOff() {
    breaksOff = true;
  }

  /** The next read of changes is refused. */
  void refuse(String why) {
    oddness = why;
  }

  /** What modifications are answered. */
  void answer(Outcome outcome) {
    answer = outcome;
  }

  /** One to three changes of any kind that is told, each of another entry. */
  void change(RandomGenerator random) {
    List<String> untouched = new ArrayList<>(entries.keySet());
    for (int left = random.nextInt(3); left >= 0; left--) {
      String any =
          untouched.isEmpty() ? add(random) : untouched.remove(random.nextInt(untouched.size()));
      switch (random.nextInt(5)) {
        case 0 -> add(random);
        case 1 -> put(any, random, true);
        case 2 -> put(any, random, false);
        case 3 -> move(any);
        default -> replace(any, random);
      }
    }
  }

  String add(RandomGenerator random) {
    String dn = "uid=P" + names++ + ",dc=example";
    put(dn, random, true);
    return dn;
  }

  /** Gives an entry other values, and makes it one of those that are cared for, or none. */
  void put(String dn, RandomGenerator random, boolean ours) {
    clock++;
    List<StoredValue> values = new ArrayList<>();
    for (int left = random.nextInt(4); left > 0; left--) {
      byte[] bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      CertificateAttribute attribute =
          random.nextBoolean()
              ? CertificateAttribute.USER_CERTIFICATE
              : CertificateAttribute.USER_SMIME_CERTIFICATE;
      values.add(new StoredValue(attribute, attribute.ldapName() + ";x-ä", Der.wrap(bytes)));
    }
    List<Mailbox> mailboxes = List.of(Mailbox.of("P%d@Example.com".formatted(clock)));
    entries.put(
        dn,
        new Stamped(
            new DirectoryEntry(dn, "v" + clock, mailboxes, MatchTexts.mail(mailboxes), values),
            clock,
            ours));
  }

  private void move(String dn) {
    clock++;
    Stamped old = Objects.requireNonNull(entries.remove(dn));
    DirectoryEntry was = old.entry();
    String name = "uid=P" + names++ + ",ou=moved,dc=example";
    entries.put(
        name,
        new Stamped(
            new DirectoryEntry(name, "v" + clock, was.mailboxes(), was.keys(), was.values()),
            clock,
            old.ours()));
  }

  /** Deletes an entry and makes another one with its mailboxes. */
  private void replace(String dn, RandomGenerator random) {
    move(dn);
    put(add(random), random, true);
  }

  /** Deletes an entry, which nobody is told. */
  void remove(String dn) {
    entries.remove(dn);
  }

  private List<DirectoryEntry> ours() {
    return entries.values().stream().filter(Stamped::ours).map(Stamped::entry).toList();
  }

  @Override
  public Cookie readAll(Consumer<DirectoryEntry> consumer) {
    fullReads++;
    ours().forEach(consumer);
    return Cookie.of("at " + clock);
  }

  @Override
  public Cookie readChanges(String since, Consumer<DirectoryEntry> changed, Consumer<String> gone)
      throws DirectoryException, OddCookieException {
    if (!oddness.isEmpty()) {
      String why = oddness;
      oddness = "";
      throw new OddCookieException(why);
    }
    int from = Integer.parseInt(since.substring(3));
    for (Stamped one : entries.values()) {
      if (one.at() >= from) {
        if (one.ours()) {
          told++;
          changed.accept(one.entry());
        } else {
          gone.accept(one.entry().dn());
        }
        if (breaksOff) {
          breaksOff = false;
          throw new DirectoryException("the connection was lost");
        }
      }
    }
    return Cookie.of("at " + clock);
  }

  @Override
  public MatchRules match() {
    return MatchRules.MAIL;
  }

  @Override
  public EntryLimits limits() {
    return EntryLimits.NONE;
  }

  @Override
  public void readMailboxes(Consumer<DirectoryEntry> consumer) {
    fullReads++;
    ours().stream().map(History::thin).forEach(consumer);
  }

  static DirectoryEntry thin(DirectoryEntry entry) {
    return new DirectoryEntry(
        entry.dn(), entry.version(), entry.mailboxes(), entry.keys(), List.of());
  }

  @Override
  public void readEntries(Consumer<DirectoryEntry> consumer) {
    Cookie unused = readAll(consumer);
  }

  @Override
  public Optional<Whole> readWhole(String dn) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean mayHold(EntryChange.Frame frame) {
    return true;
  }

  @Override
  public Optional<DirectoryEntry> read(String dn) {
    return Optional.ofNullable(entries.get(dn)).map(Stamped::entry);
  }

  @Override
  public Set<String> select(Only only) {
    return Set.of();
  }

  @Override
  public List<Outcome> modify(List<EntryChange> changes) {
    return changes.stream().map(change -> answer).toList();
  }

  @Override
  public DirectoryDescription describe() {
    return new DirectoryDescription("history", "ldap://history", Map.of(), List.of(), "");
  }

  @Override
  public List<Fact> inspect() {
    return List.of();
  }

  @Override
  public List<Fact> inspect(List<Wanted> wanted) {
    return List.of();
  }

  @Override
  public void close() {}
}
