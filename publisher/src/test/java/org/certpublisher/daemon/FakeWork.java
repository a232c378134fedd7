package org.certpublisher.daemon;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.certpublisher.config.Configuration;
import org.certpublisher.config.PublicationSettings;

/** Runs that end as a test wants; notes which there were, and whether two were ever together. */
final class FakeWork implements Work {
  static final Ending DONE = new Ending(Kind.DONE, 0, 0, "nothing to do");
  static final Ending FAILED = new Ending(Kind.FAILED, 0, 0, "the directory is lost");

  final List<String> runs = new CopyOnWriteArrayList<>();
  volatile int most;
  volatile boolean stopped;
  private final AtomicInteger under = new AtomicInteger();
  private volatile Function<String, Ending> ending = name -> DONE;

  void ends(Function<String, Ending> how) {
    ending = how;
  }

  /** How often a publication was run. */
  long count(String name) {
    return runs.stream().filter(name::equals).count();
  }

  @Override
  public Ending run(Configuration configuration, PublicationSettings publication) {
    most = Math.max(most, under.incrementAndGet());
    try {
      runs.add(publication.name());
      return ending.apply(publication.name());
    } finally {
      under.decrementAndGet();
    }
  }

  @Override
  public void stop() {
    stopped = true;
  }
}
