/**
 * Fuzzers: one for each parser of outside bytes. To add one, write {@code XFuzzTest} beside these
 * with {@code public static void fuzzerTestOneInput(byte[])} that lets only a real defect throw, a
 * {@code @Test} that calls {@link org.certpublisher.fuzz.Seeds#replay}, and put its seeds, and
 * later every input that once failed, into {@code
 * src/test/resources/org/certpublisher/fuzz/XFuzzTestInputs}. The ordinary test run replays those;
 * {@code it/fuzz.sh} finds every {@code *FuzzTest} and fuzzes.
 */
@NullMarked
package org.certpublisher.fuzz;

import org.jspecify.annotations.NullMarked;
