package org.certpublisher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certpublisher.config.ConfigFolder.GOOD;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.certpublisher.cert.match.MatchRules;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.EntryLimits;
import org.certpublisher.plan.Policy;
import org.certpublisher.reconcile.publishing.Limits;
import org.certpublisher.testing.TestCa;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigReaderTest {

  @TempDir Path temp;
  private ConfigFolder folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = new ConfigFolder(temp);
  }

  @Test
  void whatIsLeftOutHasItsDefault() throws Exception {
    Configuration read = folder.read(GOOD);
    assertThat(read.state().url()).isEqualTo("jdbc:h2:file:/var/lib/cert-publisher/state");
    assertThat(read.warnings()).isEmpty();
    AuthoritySettings authority = read.authorities().get(0);
    assertThat(authority.authority().certificates()).containsExactly(ConfigFolder.CA.certificate());
    assertThat(authority.source())
        .isEqualTo(
            new AuthoritySettings.OpenSsl(temp.resolve("index.txt"), temp.resolve("newcerts")));
    assertThat(authority.revocation()).isEmpty();
    DirectorySettings directory = read.directories().get(0);
    assertThat(directory.type()).isEqualTo(DirectorySettings.Type.AUTO);
    assertThat(directory.connection().tls()).isEqualTo(DirectorySettings.Tls.REQUIRED);
    assertThat(password(directory)).isEqualTo("secret");
    assertThat(directory.entries().filter()).isEqualTo("(objectClass=person)");
    assertThat(directory.entries().match()).isEqualTo(MatchRules.MAIL);
    PublicationSettings publication = read.publications().get(0);
    assertThat(publication.policy())
        .isEqualTo(
            new Policy(
                Policy.Mode.FULL,
                CertificateAttribute.PEOPLE,
                Policy.Select.ALL,
                Policy.Keep.NEWEST,
                new Policy.Removal(true, Duration.ZERO, false),
                new Policy.GuardLimits(5, 10)));
    assertThat(publication.limits()).isEqualTo(Limits.NONE);
  }

  @Test
  void everyValueCanBeAnother() throws Exception {
    folder.write("dc-ca.pem", ConfigFolder.pem(TestCa.create("DC CA")));
    Configuration read =
        folder.read(
            """
            state: { url: "jdbc:h2:file:/tmp/elsewhere", user: me, password-environment: STATE }
            authorities:
              - name: other-ca
                certificates: corp-ca.pem
                source: { type: folder, path: export }
                revocation: { crls: [ ca.crl, "HTTP://pki.example.com/ca.crl" ], max-age: P2D }
            directories:
              - name: other
                type: 389-ds
                urls: [ "ldap://dc1.example.com:1389" ]
                trust: dc-ca.pem
                tls: none
                bind: { method: simple, dn: me@example.com, password-credential: ldap }
                entries: { base: "dc=x", filter: "(&(a=b)(!(c=*)))", match: [ mail, mailAlias ] }
            publications:
              - name: other
                authorities: [ other-ca ]
                directory: other
                mode: add-only
                attributes: [ userSMIMECertificate ]
                profile: smime-encryption
                select: { templates: [ T ], policies: [ 1.2.3 ] }
                keep: all-valid
                expired: { withdraw: false, grace: P30D }
                unknown: withdraw
                guard: { withdrawals: { percent: 7, at-least: 3 } }
                limits: { changes-per-run: 100, per-second: 20 }
                schedule: { every: PT5M }
            status: { listen: "127.0.0.1:8980" }
            """,
            Map.of("STATE", "s", "CREDENTIALS_DIRECTORY", credential("ldap", "hidden\r\n")));
    assertThat(read.state().user()).isEqualTo("me");
    AuthoritySettings.Revocation revocation = read.authorities().get(0).revocation().orElseThrow();
    assertThat(revocation.crls())
        .containsExactly(
            temp.resolve("ca.crl").toUri(), java.net.URI.create("http://pki.example.com/ca.crl"));
    assertThat(revocation.maxAge()).contains(Duration.ofDays(2));
    DirectorySettings directory = read.directories().get(0);
    assertThat(directory.type()).isEqualTo(DirectorySettings.Type.DS_389);
    assertThat(directory.connection().trust()).contains(temp.resolve("dc-ca.pem"));
    assertThat(password(directory)).isEqualTo("hidden");
    PublicationSettings publication = read.publications().get(0);
    assertThat(publication.policy())
        .isEqualTo(
            new Policy(
                Policy.Mode.ADD_ONLY,
                Set.of(CertificateAttribute.USER_SMIME_CERTIFICATE),
                new Policy.Select(List.of("T"), List.of("1.2.3")),
                Policy.Keep.ALL_VALID,
                new Policy.Removal(false, Duration.ofDays(30), true),
                new Policy.GuardLimits(7, 3)));
    assertThat(publication.limits()).isEqualTo(new Limits(100, 20, EntryLimits.NONE));
    assertThat(read.status()).contains(new Configuration.Status("127.0.0.1", 8980));
    assertThat(read.warnings()).singleElement().asString().contains("in clear");
  }

  private static String password(DirectorySettings directory) {
    return ((DirectorySettings.Bind.Simple) directory.bind()).password().reveal();
  }

  private String credential(String name, String text) throws IOException {
    Path credentials = Files.createDirectories(temp.resolve("credentials"));
    Files.writeString(credentials.resolve(name), text);
    return credentials.toString();
  }

  @Test
  void everyProblemIsToldAtOnce() throws IOException {
    assertThat(
            folder.problems(
                """
                authorities:
                  - name: corp-ca
                    certificates: [ absent.pem ]
                    sorce: { type: openssl }
                    source: { type: openssl, database: [], certificates: newcerts }
                  - name: files
                    certificates: [ corp-ca.pem ]
                    source: { type: folder, path: export }
                  - name: adcs
                    certificates: [ corp-ca.pem ]
                    source: { type: adcs, files: [ a.txt ] }
                    revocation: { crls: [ "ftp://x/ca.crl" ], max-age: two days }
                directories:
                  - name: corp
                    type: open-ldap
                    urls: [ "http://dc1.example.com", "ldaps://dc2.example.com" ]
                    tls: none
                    bind: { method: simple, dn: "cn=x", password-file: absent }
                    entries: { base: People, filter: "(a=b" }
                publications:
                  - name: smime
                    authorities: [ corp-ka ]
                    directory: korp
                    keep: newst
                    guard: { withdrawals: { percent: 101 } }
                    keep: newest
                    schedule: often
                """))
        .isEqualTo(
            """
            publisher.yaml:3: authorities[0].certificates: found "absent.pem", expected a file, but there is none
            publisher.yaml:4: authorities[0].sorce: unknown key; did you mean "source"?
            publisher.yaml:5: authorities[0].source.database: found a list, expected a text
            publisher.yaml:6: authorities[1].revocation: is missing, expected crls or "none": a folder does not say what was revoked
            publisher.yaml:10: authorities[2].certificates: the key of "O=Example,CN=Corp CA" is also authority "files"; a CA is configured once
            publisher.yaml:11: authorities[2].source.type: found "adcs", expected openssl or folder; this version reads no other kind: let the CA export to a folder
            publisher.yaml:12: authorities[2].revocation.crls: found "ftp://x/ca.crl", expected a file, or an http or https address without user and password
            publisher.yaml:12: authorities[2].revocation.max-age: found "two days", expected a duration such as P2D (two days) or PT5M (five minutes)
            publisher.yaml:15: directories[0].type: found "open-ldap", expected auto or active-directory or samba or openldap or 389-ds or apacheds or generic; did you mean "openldap"?
            publisher.yaml:16: directories[0].urls: found "http://dc1.example.com", expected ldaps://host or ldap://host, with a port if need be and nothing after it
            publisher.yaml:17: directories[0].tls: found "none" beside an ldaps address, expected ldap addresses only
            publisher.yaml:18: directories[0].bind.password-file: found "absent", expected a file, but there is none
            publisher.yaml:19: directories[0].entries.base: found "People", expected a distinguished name such as ou=People,dc=example,dc=com
            publisher.yaml:19: directories[0].entries.filter: found "(a=b", expected an LDAP filter such as (objectClass=person)
            publisher.yaml:21: publications[0].mode: is missing, expected report, add-only or full: it has no default, choose it
            publisher.yaml:22: publications[0].authorities: found "corp-ka", expected one of [corp-ca, files, adcs]; did you mean "corp-ca"?
            publisher.yaml:23: publications[0].directory: found "korp", expected one of [corp]; did you mean "corp"?
            publisher.yaml:24: publications[0].keep: found "newst", expected newest or all-valid; did you mean "newest"?
            publisher.yaml:25: publications[0].guard.withdrawals.percent: found "101", expected a whole number from 0 to 100
            publisher.yaml:26: publications[0].keep: is there twice, first in line 24
            publisher.yaml:27: publications[0].schedule: found "often", expected a cron expression of six or seven fields, seconds first, or { every: PT5M }\
            """
                .strip());
  }

  @Test
  void aPasswordFileThatEverybodyMayReadIsWarnedOf() throws Exception {
    Files.setPosixFilePermissions(
        temp.resolve("password"), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(folder.read(GOOD).warnings())
        .singleElement()
        .asString()
        .endsWith("everybody may read it (rw-r--r--); chmod o-r is enough");
  }

  @Test
  void aSecretNeverPrintsItself() throws Exception {
    assertThat(folder.read(GOOD).toString()).contains("***").doesNotContain("secret");
  }

  @Test
  void theDigestChangesWithEverySettingThatMatters() throws Exception {
    Configuration one = folder.read(GOOD);
    Configuration same = folder.read("# a remark\n" + GOOD + "\nstatus: { listen: 'localhost:1' }");
    Configuration other = folder.read(GOOD.replace("mode: full", "mode: add-only"));
    Configuration elsewhere = folder.read(GOOD.replace("ou=People", "ou=Staff"));
    assertThat(List.of(digest(same))).containsOnly(digest(one));
    assertThat(List.of(digest(other), digest(elsewhere))).doesNotContain(digest(one));
  }

  private static String digest(Configuration configuration) {
    return configuration.digest(configuration.publications().get(0)).toString();
  }

  @Test
  void textThatIsNoYamlIsToldWithItsLine() throws IOException {
    assertThat(folder.problems("a: b\n\tc: d\n")).startsWith("publisher.yaml:2: is no YAML here:");
    assertThat(folder.problems("")).contains("is empty");
    assertThat(folder.problems("- a\n")).contains("found a list, expected keys and values");
    assertThat(folder.problems("a: &x 1\nb: *x\n")).contains("publisher.yaml:2: found an alias");
    assertThat(folder.problems("[".repeat(10_000))).contains("deeper than 32 levels");
    assertThat(folder.problems("a: !!java.net.URL [x]\n")).contains("unknown key");
  }

  @Test
  void aFileThatIsNotThereIsTold() {
    assertThat(
            org.assertj.core.api.Assertions.catchThrowableOfType(
                ConfigException.class,
                () -> ConfigReader.read(temp.resolve("none.yaml"), Map.of())))
        .hasMessageContaining("there is no such file");
  }
}
