package org.certpublisher.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Sha256;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.Directory;
import org.certpublisher.plan.Policy;
import org.certpublisher.reconcile.inventory.AuthoritySource;
import org.certpublisher.reconcile.publishing.Limits;
import org.certpublisher.source.crl.CrlSettings;
import org.certpublisher.source.crl.CrlSource;
import org.certpublisher.source.crl.ListReader;
import org.certpublisher.state.StateStore;
import org.certpublisher.state.sql.SqlState;
import org.certpublisher.testing.FakeDirectory;
import org.certpublisher.testing.FakeSource;
import org.certpublisher.testing.TestCa;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A CA's entry that a run was about to make, or had just made, when it was killed. */
final class KilledCreationTest {
  private static final TestCa CA = TestCa.create("corp");
  private static final String DN = CA.certificate().subject().text();
  private static final Der LIST = CA.crl().number(1).der();

  @TempDir Path temp;

  private static FakeDirectory directory(Path folder) {
    return new FakeDirectory(folder.resolve("directory.log")).replay();
  }

  private static StateStore state(Path folder) {
    return SqlState.forWriting("jdbc:h2:file:" + folder.resolve("state"), "test");
  }

  private static RunResult apply(Path folder, Directory directory, StateStore state)
      throws RunException {
    Path list = folder.resolve("ca.crl");
    try {
      Files.write(list, LIST.toBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Publication publication =
        new Publication(
            "ca",
            List.of(
                new AuthoritySource(
                    CA.authority(),
                    new FakeSource(),
                    List.of(
                        CrlSource.toPublish(
                            new CrlSettings(list.toUri(), Optional.empty(), CA.authority()))))),
            new Publication.Authorities(Map.of(), true, new ListReader(List.of(CA.authority()))),
            new Policy(
                Policy.Mode.FULL,
                CertificateAttribute.AUTHORITIES,
                Policy.Select.ALL,
                Policy.Keep.NEWEST,
                new Policy.Removal(true, Duration.ZERO, false),
                new Policy.GuardLimits(5, 10)),
            Limits.NONE,
            Sha256.of(new byte[] {1}));
    return new Reconciler(
            publication,
            new Reconciler.Around(
                directory, state, Clock.fixed(TestCa.NOW, ZoneOffset.UTC), Progress.NONE))
        .apply(new Request(Optional.empty(), 0, Set.of(), Optional.empty(), "operator"));
  }

  private void assertNextRunIsRight(boolean made) throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                temp.toString(),
                Boolean.toString(made))
            .redirectErrorStream(true)
            .redirectOutput(temp.resolve("child.log").toFile())
            .start();
    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).as(Files.readString(temp.resolve("child.log"))).isEqualTo(9);

    FakeDirectory directory = directory(temp);
    assertThat(directory.read(DN).isPresent()).isEqualTo(made);
    try (StateStore state = state(temp)) {
      assertThat(state.unsettled("ca")).hasSize(1);
      try (RunResult result = apply(temp, directory, state)) {
        assertThat(Scene.code(result)).isZero();
      }
      assertThat(state.unsettled("ca")).isEmpty();
      assertThat(directory.written()).isEqualTo(made ? 0 : 1);
      try (RunResult again = apply(temp, directory, state)) {
        assertThat(Scene.code(again)).isZero();
      }
    }
    assertThat(directory.written()).isEqualTo(made ? 0 : 1);
    assertThat(directory.held(DN, CertificateAttribute.CA_CERTIFICATE))
        .containsExactly(CA.certificate().der());
    assertThat(directory.held(DN, CertificateAttribute.CERTIFICATE_REVOCATION_LIST))
        .containsExactly(LIST);
  }

  @Test
  void killedBetweenJournalAndDirectoryTheEntryIsMadeByTheNextRun() throws Exception {
    assertNextRunIsRight(false);
  }

  @Test
  void killedBeforeTheAnswerTheEntryIsFoundByTheNextRunAndNotWrittenAgain() throws Exception {
    assertNextRunIsRight(true);
  }

  /** Halts without any farewell when the change is sent: before it is carried out, or after. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws RunException {
      Path folder = Path.of(arguments[0]);
      boolean carriesOut = Boolean.parseBoolean(arguments[1]);
      FakeDirectory directory = directory(folder);
      Directory halting =
          (Directory)
              Proxy.newProxyInstance(
                  Child.class.getClassLoader(),
                  new Class<?>[] {Directory.class},
                  (proxy, method, values) -> {
                    boolean writes = method.getName().equals("modify");
                    if (writes && !carriesOut) {
                      Runtime.getRuntime().halt(9);
                    }
                    try {
                      Object answer = method.invoke(directory, values);
                      if (writes) {
                        Runtime.getRuntime().halt(9);
                      }
                      return answer;
                    } catch (InvocationTargetException e) {
                      throw e.getCause();
                    }
                  });
      try (StateStore state = state(folder);
          RunResult result = apply(folder, halting, state)) {
        throw new IllegalStateException("nothing was sent: " + result);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
