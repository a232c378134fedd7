package org.certpublisher.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.certpublisher.cert.RevocationReason;
import org.certpublisher.state.History;
import org.certpublisher.state.sql.SqlState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournaledReasonsTest {
  @TempDir Path temp;

  private List<History.Change> changes(long run) {
    List<History.Change> found = new ArrayList<>();
    try (History history = SqlState.history("jdbc:h2:file:" + temp.resolve("state"))) {
      history.changesOf(run, found::add);
    }
    return found;
  }

  @Test
  void eachChangeIsJournaledWithTheReasonThatThePlanGave() throws Exception {
    Scene scene = new Scene(temp).people(3);
    assertThat(Scene.code(scene.apply())).isZero();
    assertThat(changes(1))
        .hasSize(3)
        .allSatisfy(
            change -> {
              assertThat(change.outcome()).isEqualTo("DONE");
              assertThat(change.reasons()).hasSize(1);
              assertThat(change.reasons().get(0))
                  .startsWith("publish ")
                  .contains(", MISSING: valid to ", "published to both attributes");
            });
    scene.source.revoke(scene.certificate(1), RevocationReason.KEY_COMPROMISE);
    assertThat(Scene.code(scene.apply())).isZero();
    assertThat(changes(2))
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.dn()).isEqualTo(Scene.dn(1));
              assertThat(change.reasons())
                  .singleElement()
                  .asString()
                  .startsWith("withdraw " + scene.certificate(1).summary().serialHex())
                  .contains(", REVOKED: revoked on ", "keyCompromise");
            });
  }

  @Test
  void whatTheGuardHoldsIsNotAmongTheReasons() throws Exception {
    Scene scene = new Scene(temp).people(30);
    assertThat(Scene.code(scene.apply())).isZero();
    for (int n = 0; n < 20; n++) {
      scene.source.revoke(scene.certificate(n), RevocationReason.SUPERSEDED);
    }
    scene.directory.person(Scene.dn(30), Scene.mail(30));
    scene.source.add(scene.ca.issue(Scene.mail(30)));
    assertThat(Scene.code(scene.apply())).isEqualTo(2);
    assertThat(changes(2))
        .singleElement()
        .satisfies(
            change ->
                assertThat(change.reasons()).singleElement().asString().startsWith("publish "));
  }
}
