package org.certpublisher.testing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.certpublisher.cert.CertificateSummary.MatchKey;
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
