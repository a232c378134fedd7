package org.certpublisher;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A reader takes in a package of 15 types and a file of 300 lines; no more are let in. */
final class SizesTest {
  private static final int TYPES = 15;
  private static final int LINES = 300;

  @Test
  void noPackageHasMoreThanFifteenTypes() {
    assertNoneIsLarger(types(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS));
  }

  @Test
  void noPackageOfTestsHasMoreThanFifteenTypes() {
    assertNoneIsLarger(types(ImportOption.Predefined.ONLY_INCLUDE_TESTS));
  }

  @Test
  void noSourceFileHasMoreThanThreeHundredLines() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String module : List.of("publisher", "it")) {
      try (Stream<Path> all = Files.walk(root().resolve(module).resolve("src"))) {
        all.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
      }
    }
    List<Path> tooLong = sources.stream().filter(file -> lines(file) > LINES).toList();
    assertThat(tooLong).as("files of more than %d lines", LINES).isEmpty();
    assertThat(sources).as("files that were looked at").hasSizeGreaterThan(300);
  }

  /** How many types at the top level a package has. */
  private static Map<String, Long> types(ImportOption which) {
    return new ClassFileImporter()
        .withImportOption(which).importPackages("org.certpublisher").stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(one -> !one.getSimpleName().equals("package-info"))
            .collect(
                Collectors.groupingBy(
                    JavaClass::getPackageName, TreeMap::new, Collectors.counting()));
  }

  private static void assertNoneIsLarger(Map<String, Long> types) {
    assertThat(types).as("packages that were looked at").hasSizeGreaterThan(15);
    types.values().removeIf(count -> count <= TYPES);
    assertThat(types).as("packages of more than %d types", TYPES).isEmpty();
  }

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Files.isDirectory(here.resolve("it")) ? here : here.resolve("..").normalize();
  }

  private static long lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
