package org.certpublisher.cli.run;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.certpublisher.config.Configuration;
import org.certpublisher.daemon.status.Standing;
import org.certpublisher.daemon.status.StatusServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens where the configuration says; an address that is taken ends nothing but the status. */
final class StatusPlace implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StatusPlace.class);

  private final Supplier<List<Standing>> standings;
  private final Clock clock;
  private final String version;
  private Optional<Configuration.Status> where = Optional.empty();
  private Optional<StatusServer> server = Optional.empty();

  StatusPlace(Supplier<List<Standing>> standings, Clock clock, String version) {
    this.standings = standings;
    this.clock = clock;
    this.version = version;
  }

  /** Goes on where it listens, or goes to another place. */
  void follow(Configuration configuration) {
    if (server.isPresent() && where.equals(configuration.status())) {
      return;
    }
    close();
    where = configuration.status();
    where.ifPresent(this::listen);
  }

  private void listen(Configuration.Status status) {
    try {
      StatusServer listening =
          new StatusServer(
              new InetSocketAddress(status.host(), status.port()), standings, clock, version);
      server = Optional.of(listening);
      LOG.info("status at http://{}:{}/", status.host(), listening.port());
    } catch (IOException e) {
      LOG.warn(
          "no status page: {}:{} cannot be listened on ({}); name another in status.listen",
          status.host(),
          status.port(),
          e.getMessage());
    }
  }

  @Override
  public void close() {
    server.ifPresent(StatusServer::close);
    server = Optional.empty();
  }
}
