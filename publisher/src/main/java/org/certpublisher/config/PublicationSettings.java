package org.certpublisher.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.certpublisher.cms.SmimeEncoder;
import org.certpublisher.plan.Policy;
import org.certpublisher.reconcile.publishing.Limits;

/**
 * What is published where.
 *
 * @param authorities names of authorities
 * @param directory the name of a directory
 */
public record PublicationSettings(
    String name,
    List<String> authorities,
    String directory,
    Policy policy,
    Limits limits,
    Extras extras) {

  /** What most publications do without. */
  public record Extras(Optional<Signer> signer, Optional<Schedule> schedule) {}

  /**
   * What signs the values of userSMIMECertificate.
   *
   * @param file the PKCS#12 file of its key
   */
  public record Signer(Path file, SmimeEncoder encoder) {}

  /** When the daemon runs it. */
  public sealed interface Schedule permits Cron, Every {}

  /** By a cron expression of six or seven fields, seconds first. */
  public record Cron(String expression) implements Schedule {}

  /** At an interval. */
  public record Every(Duration interval) implements Schedule {}

  /** Copies its collection. */
  public PublicationSettings {
    authorities = List.copyOf(authorities);
  }
}
