package org.certpublisher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certpublisher.config.ConfigFolder.GOOD;

import java.io.IOException;
import java.nio.file.Path;
import org.certpublisher.testing.TestCa;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the parts of a configuration may not say together. */
final class ConsistencyTest {

  @TempDir Path temp;
  private ConfigFolder folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = new ConfigFolder(temp);
  }

  @Test
  void twoPublicationsMayNotWriteTheSameAttributeOfTheSameEntries() throws IOException {
    String second =
        """
          - name: more
            authorities: [ corp-ca ]
            directory: corp
            mode: full
        """;
    assertThat(folder.problems(GOOD + second))
        .contains("publisher.yaml:17: publications[1].directory: publication \"smime\" writes");
    assertThat(
            folder.problems(
                GOOD.replace("mode: full", "mode: full\n    attributes: [ userCertificate ]")
                    + second
                    + "    attributes: [ userSMIMECertificate ]\n"))
        .isEmpty();
  }

  @Test
  void severalBasesAreReadAndNoneMayBeBelowAnother() throws Exception {
    String two = GOOD.replace("base: \"ou=People,dc=example,dc=com\"", "base: [ %s ]");
    assertThat(
            folder
                .read(two.formatted("\"dc=a,dc=com\", \"dc=b,dc=com\""))
                .directories()
                .get(0)
                .entries()
                .bases())
        .containsExactly("dc=a,dc=com", "dc=b,dc=com");
    assertThat(folder.problems(two.formatted("\"dc=a,dc=com\", \"ou=x, DC=A,dc=com\"")))
        .contains("publisher.yaml:9: directories[0].entries.base: ", "share entries");
    assertThat(folder.problems(two.formatted(""))).contains("entries.base: is empty");
    assertThat(folder.problems(two.formatted("\"dc=a,dc=com\", People")))
        .contains("found \"People\", expected a distinguished name");
  }

  @Test
  void twoDirectoriesOfOneServerMayNotShareOneOfTheirBases() throws IOException {
    String second =
        """
          - name: other
            urls: [ "ldaps://dc1.example.com" ]
            bind: { method: anonymous }
            entries: { base: [ "ou=Partners,dc=example,dc=com", "ou=Berlin,ou=People,dc=example,dc=com" ] }
        publications:
          - name: more
            authorities: [ corp-ca ]
            directory: other
            mode: full
        """;
    assertThat(folder.problems(GOOD.replace("publications:\n", second)))
        .contains("publication \"more\" writes the same attribute of the same entries");
    assertThat(
            folder.problems(
                GOOD.replace(
                    "publications:\n",
                    second.replace(
                        ", \"ou=Berlin,ou=People,dc=example,dc=com\"", ", \"dc=b,dc=com\""))))
        .isEmpty();
  }

  @Test
  void aSharedRootAboveTwoCasIsNoCaTwice() throws Exception {
    TestCa root = TestCa.create("Root");
    TestCa one = root.subCa("One");
    TestCa two = root.subCa("Two");
    folder.write("one.pem", ConfigFolder.pem(one) + ConfigFolder.pem(root));
    folder.write("two.pem", ConfigFolder.pem(two) + ConfigFolder.pem(root));
    String both =
        GOOD.replace("corp-ca.pem", "one.pem")
            .replace(
                "directories:",
                "  - name: two\n    certificates: [ two.pem ]\n"
                    + "    source: { type: openssl, database: i, certificates: n }\ndirectories:");
    assertThat(folder.read(both).authorities()).hasSize(2);
  }

  @Test
  void theCertificateOfAPersonIsNoCa() throws IOException {
    String leaf =
        java.util.Base64.getMimeEncoder()
            .encodeToString(ConfigFolder.CA.issue("anna@example.com").der().toBytes());
    folder.write(
        "corp-ca.pem", "-----BEGIN CERTIFICATE-----\n" + leaf + "\n-----END CERTIFICATE-----\n");
    assertThat(folder.problems(GOOD)).contains("expected certificates of CAs only");
  }
}
