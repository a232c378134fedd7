package org.certpublisher.cli.run;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.certpublisher.cli.command.Common;
import org.certpublisher.cli.command.Exit;
import org.certpublisher.cli.command.Session;
import org.certpublisher.config.ConfigException;
import org.certpublisher.config.Configuration;
import org.certpublisher.daemon.Daemon;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/** The daemon: from the first configuration to the signal that ends it. */
@Command(
    name = "run",
    description = {
      "Applies every publication on its schedule until it is stopped.",
      "Each is run at once, then as its key schedule says, every five minutes if it says nothing,"
          + " and within seconds when the files of a source or a CRL have changed."
          + " A run that failed is tried again after 5 s, 10 s and so on up to 5 min. In mode"
          + " report nothing is written. Other commands can be used meanwhile."
    },
    footer = {
      "",
      "SIGHUP reads the configuration again; one that is wrong is refused, the old",
      "one stays. SIGTERM or SIGINT ends after the changes in flight, within 10 s.",
      "",
      "Exit codes: 0 stopped by a signal, 1 an error in the program, 64 usage,",
      "78 configuration. A run that fails ends nothing: the log tells.",
      "",
      "Examples:",
      "  cert-publisher run",
      "  systemctl enable --now cert-publisher",
      "  systemctl reload cert-publisher"
    })
public final class RunCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

  private final Session session;
  private final Common common;

  private enum Order {
    RELOAD,
    STOP
  }

  /** For the command line. */
  public RunCommand(Session session, Common common) {
    this.session = session;
    this.common = common;
  }

  @Override
  public Integer call() throws ConfigException, InterruptedException {
    Configuration configuration = session.configuration(common.config());
    BlockingQueue<Order> orders = new LinkedBlockingQueue<>();
    Daemon daemon = new Daemon(new PublicationWork(session), session.clock());
    session.signals().onHangUp(() -> orders.add(Order.RELOAD));
    session.signals().during(() -> orders.add(Order.STOP));
    ServiceManager manager = new ServiceManager(session.console().environment(), session.clock());
    daemon.follow(configuration);
    try (StatusPlace status = new StatusPlace(daemon::standings, session.clock(), version())) {
      status.follow(configuration);
      manager.ready(daemon.status());
      @Nullable Order order = null;
      while (order != Order.STOP) {
        order = orders.poll(1, TimeUnit.SECONDS);
        if (order == null) {
          manager.alive(daemon.status());
        } else if (order == Order.RELOAD) {
          manager.reloading();
          reload(daemon, status);
          manager.ready(daemon.status());
        }
      }
      manager.stopping();
      daemon.stop();
    }
    return Exit.DONE;
  }

  private static String version() {
    return Optional.ofNullable(RunCommand.class.getPackage().getImplementationVersion())
        .orElse("of a checkout");
  }

  private void reload(Daemon daemon, StatusPlace status) {
    try {
      Configuration configuration = session.configuration(common.config());
      daemon.follow(configuration);
      status.follow(configuration);
    } catch (ConfigException e) {
      e.problems().forEach(problem -> LOG.error("{}", problem));
      LOG.error("the configuration is refused, the one before stays in force");
    }
  }
}
