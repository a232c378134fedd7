package org.certpublisher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certpublisher.config.ConfigFolder.GOOD;

import java.io.IOException;
import java.nio.file.Path;
import org.certpublisher.cert.match.MatchRule;
import org.certpublisher.cert.match.MatchRules;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryReaderTest {
  @TempDir Path temp;
  private ConfigFolder folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = new ConfigFolder(temp);
  }

  @Test
  void matchIsAListOfRulesInTheirOrder() throws Exception {
    String rules =
        "match: [ objectSid, { attribute: employeeNumber, from: subject.serialNumber },"
            + " proxyAddresses, { attribute: mail } ] }";
    MatchRules match =
        folder
            .read(GOOD.replace("dc=com\" }", "dc=com\", " + rules))
            .directories()
            .get(0)
            .entries()
            .match();
    assertThat(match.attributes())
        .containsExactly("objectSid", "employeeNumber", "proxyAddresses", "mail");
    assertThat(match.rules())
        .extracting(MatchRule::kind)
        .containsExactly(
            MatchRule.Kind.SID,
            MatchRule.Kind.SUBJECT_FIELD,
            MatchRule.Kind.PROXY_ADDRESS,
            MatchRule.Kind.MAILBOX);
  }

  @Test
  void whatIsWrongWithARuleIsSaid() throws IOException {
    String wrong =
        "match: [ mail, Mail, \"mail;x\", { from: subject.CN }, { attribute: a, from: serialNumber },"
            + " { attribute: b, from: subject.nothing } ] }";
    assertThat(folder.problems(GOOD.replace("dc=com\" }", "dc=com\", " + wrong)).lines())
        .hasSize(5)
        .anyMatch(line -> line.endsWith("names Mail twice, expected every rule once"))
        .anyMatch(line -> line.contains("match[2].attribute: found \"mail;x\""))
        .anyMatch(line -> line.contains("match[3].attribute: is missing"))
        .anyMatch(line -> line.contains("match[4].from: found \"serialNumber\", expected a field"))
        .anyMatch(line -> line.contains("match[5].from: found \"subject.nothing\", expected"));
  }
}
