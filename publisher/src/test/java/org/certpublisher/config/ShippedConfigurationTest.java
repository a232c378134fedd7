package org.certpublisher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certpublisher.config.ConfigFolder.GOOD;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file that is shipped tells the truth. */
final class ShippedConfigurationTest {
  @TempDir Path temp;
  private ConfigFolder folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = new ConfigFolder(temp);
  }

  @Test
  void theShippedConfigurationIsTheDefaults() throws Exception {
    String shipped =
        Files.readString(shippedFile())
            .replace("/etc/cert-publisher/", temp + "/")
            .replace("/srv/ca/", temp + "/")
            .replace("mode: report ", "mode: full ")
            .replace(", \"ldaps://dc2.example.com\"", "")
            .replace("cn=publisher,dc=example,dc=com", "cn=publisher");
    Configuration read = folder.read(shipped);
    assertThat(read.publications()).isEqualTo(folder.read(GOOD).publications());
    assertThat(read.digest(read.publications().get(0)))
        .isEqualTo(folder.read(GOOD).digest(read.publications().get(0)));
    assertThat(read.state().url()).isEqualTo(folder.read(GOOD).state().url());
  }

  @Test
  void theShippedConfigurationShowsEveryKey() throws IOException {
    String shipped = Files.readString(shippedFile());
    assertThat(List.of(AuthorityReader.KEYS, DirectoryReader.KEYS, PublicationReader.KEYS))
        .allSatisfy(
            keys -> assertThat(keys).allSatisfy(key -> assertThat(shipped).contains(key + ":")));
  }

  private static Path shippedFile() {
    Path here = Path.of("conf/publisher.yaml");
    return Files.exists(here) ? here : Path.of("../conf/publisher.yaml");
  }
}
