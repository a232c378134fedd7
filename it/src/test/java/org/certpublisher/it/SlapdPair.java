package org.certpublisher.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Two slapds that replicate to each other (mirror mode), with the same people. */
final class SlapdPair implements AutoCloseable {
  private static final String PROVIDER =
      """
      overlay syncprov
      syncrepl rid=00%d provider=%s type=refreshAndPersist retry="1 +" searchbase="BASE"
       bindmethod=simple binddn="cn=admin,BASE" credentials=PASSWORD
      mirrormode on
      """;

  private final Slapd first;
  private final Slapd second;

  SlapdPair(Path directory, int people) {
    first = new Slapd(directory.resolve("first")).seedPeople(people);
    second = new Slapd(directory.resolve("second"));
    first.with(server(1), PROVIDER.formatted(1, second.url()));
    second.with(server(2), PROVIDER.formatted(2, first.url()));
    try {
      Path database = Path.of("db", "data.mdb");
      Files.copy(
          directory.resolve("first").resolve(database),
          directory.resolve("second").resolve(database),
          StandardCopyOption.REPLACE_EXISTING);
      // A client of both trusts the authorities of both.
      Files.write(
          first.authority(), Files.readAllBytes(second.authority()), StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    first.start();
    second.start();
  }

  private static String server(int number) {
    return "moduleload syncprov\nserverID " + number + "\n";
  }

  Slapd first() {
    return first;
  }

  Slapd second() {
    return second;
  }

  @Override
  public void close() {
    first.close();
    second.close();
  }
}
