package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.certpublisher.reconcile.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The same runs, and one in which the server is stopped and started again. */
abstract class RestartSuite extends ReconcileSuite {
  @Test
  void aServerStoppedInMidRunAndStartedAgainEndsWithEveryEntryRight(TestInfo test)
      throws Exception {
    Site site = site(test);
    List<String> uids = IntStream.range(0, 300).mapToObj(i -> "p" + i).toList();
    site.persons(uids);
    AtomicBoolean stopped = new AtomicBoolean();
    CompletableFuture<Void> again = new CompletableFuture<>();
    site.progress =
        (phase, done, total) -> {
          if (phase == Progress.Phase.PUBLISH
              && done > 0
              && done < total
              && stopped.compareAndSet(false, true)) {
            server().stop();
            again.completeAsync(
                () -> {
                  server().start();
                  return null;
                });
          }
        };
    Site.Said said = site.apply();
    assertThat(stopped).as("stopped while changes were under way").isTrue();
    again.get(60, TimeUnit.SECONDS);
    assertThat(said.code()).as(said.open().toString()).isZero();
    site.progress = Progress.NONE;
    assertThat(site.plan().code()).isZero();
    for (int i = 0; i < uids.size(); i += 20) {
      site.assertHolds(uids.get(i), Set.of(), site.source.certificates().get(i));
    }
  }
}
