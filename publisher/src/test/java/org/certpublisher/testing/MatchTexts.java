package org.certpublisher.testing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.certpublisher.cert.CertificateSummary.MatchKey;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.cert.match.MatchRules;

/** What entries say by which certificates find them. */
public final class MatchTexts {
  private MatchTexts() {}

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
