package org.certpublisher.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.certpublisher.config.yaml.YamlMap;

/** The three ways to hand over a password; itself it is never in the file. */
final class Passwords {
  private static final List<String> WAYS =
      List.of("password-file", "password-credential", "password-environment");

  private Passwords() {}

  /** Those keys and others. */
  static String[] keys(String... others) {
    return Stream.concat(Stream.of(others), WAYS.stream()).toArray(String[]::new);
  }

  static boolean given(YamlMap map) {
    return WAYS.stream().anyMatch(map::has);
  }

  /** The password; empty when none is given or, with a problem noted, none could be read. */
  static Optional<Secret> read(YamlMap map, FileReader files) {
    List<String> given = WAYS.stream().filter(map::has).toList();
    if (given.size() > 1) {
      map.problem(given.get(1), "found beside " + given.get(0) + ", expected one of them");
    }
    if (map.has("password-file")) {
      Optional<Secret> secret =
          map.value("password-file", Optional.empty(), t -> Optional.of(files.secretFile(t)));
      if (secret.isPresent()) {
        map.optionalText("password-file")
            .flatMap(text -> FileReader.openToAll(files.path(text)))
            .ifPresent(
                rights ->
                    map.warn(
                        "password-file",
                        "everybody may read it (" + rights + "); chmod o-r is enough"));
      }
      return secret;
    }
    if (map.has("password-credential")) {
      return map.value(
          "password-credential", Optional.empty(), t -> Optional.of(files.credential(t)));
    }
    return map.value("password-environment", Optional.empty(), t -> Optional.of(files.variable(t)));
  }
}
