package org.certpublisher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certpublisher.config.ConfigFolder.GOOD;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.certpublisher.config.PublicationSettings.Cron;
import org.certpublisher.config.PublicationSettings.Every;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.EntryLimits;
import org.certpublisher.plan.creation.Template;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PublicationReaderTest {
  @TempDir Path temp;
  private ConfigFolder folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = new ConfigFolder(temp);
  }

  @Test
  void theLimitsOfAnEntryAreReadAndTheOthersLeftToTheDirectory() throws Exception {
    EntryLimits limits =
        folder
            .read(GOOD + "    limits: { values: { warn: 20 }, bytes: { warn: 0, stop: 90000 } }\n")
            .publications()
            .get(0)
            .limits()
            .entry();
    assertThat(limits.values())
        .isEqualTo(new EntryLimits.Limit(Optional.of(20), Optional.empty(), ""));
    assertThat(limits.bytes())
        .isEqualTo(new EntryLimits.Limit(Optional.of(0), Optional.of(90_000), ""));
    assertThat(limits.together()).isEqualTo(EntryLimits.Limit.NONE);
    assertThat(folder.problems(GOOD + "    limits: { values: { warn: many, most: 1 } }\n"))
        .contains("limits.values.warn: found \"many\"", "limits.values.most: unknown key");
  }

  private static final String CA = GOOD + "    profile: ca\n";

  @Test
  void aPublicationOfAuthoritiesNamesTheirEntriesAndAttributes() throws Exception {
    PublicationSettings read =
        folder
            .read(
                CA
                    + "    attributes: [ cACertificate, deltaRevocationList ]\n"
                    + "    ca-entry: { corp-ca: \"cn=Corp CA,dc=example\" }\n"
                    + "    create-missing: true\n")
            .publications()
            .get(0);
    assertThat(read.policy().attributes())
        .containsExactlyInAnyOrder(
            CertificateAttribute.CA_CERTIFICATE, CertificateAttribute.DELTA_REVOCATION_LIST);
    assertThat(read.extras().authorities().orElseThrow().byAuthority())
        .containsExactly(Map.entry("corp-ca", "cn=Corp CA,dc=example"));
    assertThat(read.extras().authorities().orElseThrow().createMissing()).isTrue();
  }

  @Test
  void leftOutItIsTheCertificateAndTheCompleteListAtTheSubjectAndNothingIsMade() throws Exception {
    PublicationSettings read = folder.read(CA).publications().get(0);
    assertThat(read.policy().attributes())
        .containsExactlyInAnyOrder(
            CertificateAttribute.CA_CERTIFICATE, CertificateAttribute.CERTIFICATE_REVOCATION_LIST);
    assertThat(read.extras().authorities().orElseThrow().entries()).isEmpty();
    assertThat(read.extras().authorities().orElseThrow().createMissing()).isFalse();
    assertThat(folder.read(GOOD).publications().get(0).extras().authorities()).isEmpty();
  }

  @Test
  void theEntriesOfPeopleThatAreMadeHaveAClassAndABaseWhereTheyAreFound() throws Exception {
    assertThat(folder.read(GOOD).publications().get(0).extras().missing()).isEmpty();
    assertThat(folder.problems(GOOD + "    create-missing: false\n")).isEmpty();
    String made = GOOD + "    create-missing: { base: \"%s\", class: %s }\n";
    String below = "ou=Made,ou=People,dc=example,dc=com";
    assertThat(
            folder.read(made.formatted(below, "contact")).publications().get(0).extras().missing())
        .contains(new Template(Template.Kind.CONTACT, below));
    assertThat(folder.problems(made.formatted("ou=Other,dc=example,dc=com", "inetOrgPerson")))
        .contains("create-missing: makes entries below", "does not look");
    assertThat(folder.problems(made.formatted(below, "person"))).contains("found \"person\"");
    assertThat(folder.problems(GOOD + "    create-missing: true\n"))
        .contains("expected false, or { base:");
    assertThat(folder.problems(GOOD + "    create-missing: { class: contact }\n"))
        .contains("create-missing.base: is missing");
  }

  @Test
  void whatIsWrongAboutItIsNamedWithACure() throws Exception {
    assertThat(folder.problems(GOOD + "    profile: cas\n"))
        .contains("profile: found \"cas\"", "ca");
    assertThat(folder.problems(CA + "    attributes: [ cACertificat ]\n"))
        .contains("attributes: found \"cACertificat\"", "did you mean", "cACertificate");
    assertThat(folder.problems(CA + "    attributes: [ userCertificate ]\n"))
        .contains("attributes: found \"userCertificate\"", "cACertificate");
    assertThat(folder.problems(GOOD + "    attributes: [ cACertificate ]\n"))
        .contains("expected userCertificate, userSMIMECertificate or both");
    assertThat(folder.problems(CA + "    ca-entry: { corp-cb: \"cn=x\" }\n"))
        .contains("corp-cb: unknown key", "corp-ca");
    assertThat(folder.problems(CA + "    ca-entry: { corp-ca: \"Corp CA\" }\n"))
        .contains("expected a distinguished name");
    assertThat(folder.problems(CA + "    create-missing: perhaps\n"))
        .contains("create-missing: found \"perhaps\"");
    assertThat(folder.problems(CA + "    keep: newest\n"))
        .contains("keep: belongs to profile smime-encryption only");
  }

  @Test
  void listsThatAreOnlyPublishedAreReadBesideThoseThatAreAsked() throws Exception {
    String source = "source: { type: openssl, database: index.txt, certificates: newcerts }\n";
    String with = source + "    revocation: { crls: [ ca.crl ], publish: [ delta.crl ] }\n";
    AuthoritySettings.Revocation read =
        folder.read(GOOD.replace(source, with)).authorities().get(0).revocation().orElseThrow();
    assertThat(read.crls()).containsExactly(folder.folder().resolve("ca.crl").toUri());
    assertThat(read.publish()).containsExactly(folder.folder().resolve("delta.crl").toUri());
    assertThat(folder.problems(GOOD.replace(source, with.replace("delta.crl", "\"ftp://x/y\""))))
        .contains("publish: found \"ftp://x/y\"");
    assertThat(folder.problems(GOOD.replace(source, with.replace("publish", "publishes"))))
        .contains("publishes: unknown key", "did you mean");
  }

  @Test
  void onePublicationOfPeopleAndOneOfAuthoritiesGoTogetherAndTwoOfOneEntryDoNot() throws Exception {
    String second = CA.substring(CA.indexOf("  - name: smime")).replace("smime\n", "ca\n");
    assertThat(folder.problems(GOOD + second)).isEmpty();
    String third = second.replace("name: ca", "name: ca2");
    assertThat(folder.problems(GOOD + second + third))
        .contains("publications[2].directory: publication \"ca\" writes the same attribute");
    assertThat(
            folder.problems(
                GOOD + second + third + "    ca-entry: { corp-ca: \"cn=other,dc=example\" }\n"))
        .isEmpty();
  }

  private PublicationSettings.Schedule schedule(String lines) throws Exception {
    return folder.read(GOOD + lines).publications().get(0).extras().schedule();
  }

  @Test
  void aPublicationRunsEveryFiveMinutesUnlessItSaysOtherwise() throws Exception {
    Duration none = Duration.ZERO;
    assertThat(schedule("")).isEqualTo(new Every(Duration.ofMinutes(5), none));
    assertThat(schedule("    schedule: { every: PT30S, jitter: PT5S }\n"))
        .isEqualTo(new Every(Duration.ofSeconds(30), Duration.ofSeconds(5)));
    assertThat(schedule("    schedule: \"0 0/5 * * * ?\"\n"))
        .isEqualTo(new Cron("0 0/5 * * * ?", none));
    assertThat(schedule("    schedule: { cron: \"0 0 3 ? * MON-FRI\", jitter: PT1M }\n"))
        .isEqualTo(new Cron("0 0 3 ? * MON-FRI", Duration.ofMinutes(1)));
  }

  @Test
  void aWrongScheduleIsToldWithItsLine() throws Exception {
    assertThat(folder.problems(GOOD + "    schedule: { every: PT0S }\n"))
        .isEqualTo(
            "publisher.yaml:15: publications[0].schedule.every: found \"PT0S\", expected an"
                + " interval of at least PT1S");
    assertThat(folder.problems(GOOD + "    schedule: \"0 0 25 * * ?\"\n"))
        .contains("publisher.yaml:15: publications[0].schedule: ")
        .contains("expected hours from 0 to 23 instead of \"25\"");
    assertThat(folder.problems(GOOD + "    schedule: { every: PT5M, cron: \"0 0 0 * * ?\" }\n"))
        .contains("schedule.cron: is there beside every");
    assertThat(folder.problems(GOOD + "    schedule: { jitter: PT5M }\n"))
        .contains("schedule.every: is missing");
  }
}
