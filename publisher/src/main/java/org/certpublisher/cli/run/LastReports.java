package org.certpublisher.cli.run;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.certpublisher.reconcile.RunResult;
import org.certpublisher.report.HtmlReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTML report of each publication's last run that ended otherwise than the one before: with
 * nothing new to tell, none is written. In the folder for temporary files, for their owner only.
 */
final class LastReports {
  private static final Logger LOG = LoggerFactory.getLogger(LastReports.class);

  private final Map<String, String> told = new ConcurrentHashMap<>();
  private final Map<String, Path> files = new ConcurrentHashMap<>();

  /**
   * Writes the report where it is new.
   *
   * @param text how the run ended
   * @return where it is, or where that of an earlier run is
   */
  Optional<Path> kept(String publication, String text, RunResult result) {
    if (!text.equals(told.put(publication, text))) {
      try {
        write(publication, result);
      } catch (IOException e) {
        LOG.warn("the report of {} cannot be kept for the status page: {}", publication, e);
      }
    }
    return Optional.ofNullable(files.get(publication));
  }

  private void write(String publication, RunResult result) throws IOException {
    Path draft =
        Files.createTempFile(
            "cert-publisher-",
            ".html",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    draft.toFile().deleteOnExit();
    try (BufferedWriter writer = Files.newBufferedWriter(draft, StandardCharsets.UTF_8)) {
      new HtmlReport().write(result.report(), writer);
    }
    Path place = files.putIfAbsent(publication, draft);
    if (place != null) {
      Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
