package org.certpublisher.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.certpublisher.cms.SmimeEncoder;
import org.certpublisher.plan.Policy;
import org.certpublisher.plan.creation.Template;
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

  /**
   * What most publications do without.
   *
   * @param authorities present when the authorities themselves are published
   * @param missing how entries of people are made that are not there
   */
  public record Extras(
      Optional<Signer> signer,
      Schedule schedule,
      Optional<Authorities> authorities,
      Optional<Template> missing) {}

  /**
   * Where authorities are published.
   *
   * @param entries those whose entry has another name than their subject
   * @param createMissing whether entries that are not there are made
   */
  public record Authorities(List<Entry> entries, boolean createMissing) {
    /** Copies its collection. */
    public Authorities {
      entries = List.copyOf(entries);
    }

    /** The names of entries by those of authorities. */
    public Map<String, String> byAuthority() {
      return entries.stream().collect(Collectors.toMap(Entry::authority, Entry::dn));
    }
  }

  /** The entry of an authority. */
  public record Entry(String authority, String dn) {}

  /**
   * What signs the values of userSMIMECertificate.
   *
   * @param file the PKCS#12 file of its key
   */
  public record Signer(Path file, SmimeEncoder encoder) {}

  /** When the daemon runs it. */
  public sealed interface Schedule permits Cron, Every {
    /** By how much, chosen anew each time, a run begins later at most. */
    Duration jitter();
  }

  /** By a cron expression of six or seven fields, seconds first, in local time. */
  public record Cron(String expression, Duration jitter) implements Schedule {
    @Override
    public String toString() {
      return expression;
    }
  }

  /** At an interval. */
  public record Every(Duration interval, Duration jitter) implements Schedule {
    @Override
    public String toString() {
      return "every " + interval;
    }
  }

  /** Copies its collection. */
  public PublicationSettings {
    authorities = List.copyOf(authorities);
  }
}
