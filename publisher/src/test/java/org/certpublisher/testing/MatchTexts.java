package org.certpublisher.testing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.certpublisher.cert.CertificateSummary.MatchKey;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.cert.match.MatchRules;
import org.certpublisher.directory.EntryChange;

/** What entries say by which certificates find them. */
public final class MatchTexts {
  private MatchTexts() {}

  /** The mailboxes of an entry that is made. */
  static List<Mailbox> mail(EntryChange.Frame frame) {
    return frame.others().getOrDefault("mail", List.of()).stream()
        .map(value -> Mailbox.of(new String(value.toBytes(), StandardCharsets.UTF_8)))
        .toList();
  }

  /** An entry that was made, as it is read whole. */
  static EntryChange.Frame whole(EntryChange.Frame made) {
    return new EntryChange.Frame(EntryChange.Fate.REMOVED, made.classes(), made.others());
  }

  /** The same with another attribute. */
  static EntryChange.Frame with(EntryChange.Frame frame, String attribute, String value) {
    Map<String, List<Der>> others = new TreeMap<>(frame.others());
    others.put(attribute, List.of(Der.wrap(value.getBytes(StandardCharsets.UTF_8))));
    return new EntryChange.Frame(frame.fate(), frame.classes(), others);
  }

  /** An entry that is found by mail alone. */
  public static List<MatchKey> mail(List<Mailbox> mailboxes) {
    return MatchRules.MAIL.keys("mail", bytes(mailboxes.stream().map(Mailbox::address)));
  }

  /** What the values of one attribute say. */
  public static List<MatchKey> of(MatchRules rules, String attribute, String... values) {
    return rules.keys(attribute, bytes(Arrays.stream(values)));
  }

  private static List<byte[]> bytes(Stream<String> texts) {
    return texts.map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
  }
}
