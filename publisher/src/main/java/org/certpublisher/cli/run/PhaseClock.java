package org.certpublisher.cli.run;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.certpublisher.reconcile.Progress;

/** How long each phase of a run takes: from its first word to its last. */
final class PhaseClock implements Progress {
  private final Map<Phase, Long> first = new EnumMap<>(Phase.class);
  private final Map<Phase, Long> last = new EnumMap<>(Phase.class);

  @Override
  public synchronized void at(Phase phase, int done, int total) {
    long now = System.nanoTime();
    first.putIfAbsent(phase, now);
    last.put(phase, now);
  }

  synchronized Map<Phase, Duration> durations() {
    Map<Phase, Duration> durations = new EnumMap<>(Phase.class);
    first.forEach(
        (phase, began) ->
            durations.put(phase, Duration.ofNanos(last.getOrDefault(phase, began) - began)));
    return durations;
  }
}
