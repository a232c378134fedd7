package org.certpublisher.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The committed inputs of a fuzzer. */
final class Seeds {
  private Seeds() {}

  /**
   * Gives every committed input to the fuzzer, as it is, cut at a few places and with a few bytes
   * changed; that no seed was found at all is a failure too.
   */
  static void replay(Class<?> fuzzer, Consumer<byte[]> target) throws IOException {
    Path folder =
        Path.of("src/test/resources/org/certpublisher/fuzz", fuzzer.getSimpleName() + "Inputs");
    List<Path> inputs;
    try (Stream<Path> files = Files.list(folder)) {
      inputs = files.filter(Files::isRegularFile).sorted().toList();
    }
    assertThat(inputs).isNotEmpty();
    for (Path input : inputs) {
      byte[] bytes = Files.readAllBytes(input);
      target.accept(bytes);
      int step = Math.max(1, bytes.length / 64);
      for (int at = 0; at < bytes.length; at += step) {
        target.accept(java.util.Arrays.copyOf(bytes, at));
        byte[] changed = bytes.clone();
        changed[at] ^= (byte) 0xa5;
        target.accept(changed);
      }
    }
  }
}
