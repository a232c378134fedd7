package org.certpublisher.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.certpublisher.cli.command.Wiring;
import org.certpublisher.config.AuthoritySettings;
import org.certpublisher.config.Configuration;
import org.certpublisher.config.DirectorySettings;
import org.certpublisher.config.PublicationSettings;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.directory.Fact;
import org.certpublisher.reconcile.Request;
import org.certpublisher.reconcile.RunException;
import org.certpublisher.reconcile.RunResult;
import org.certpublisher.report.SampleReport;
import org.certpublisher.source.CertificateSource;
import org.certpublisher.source.RevocationSource;
import org.certpublisher.state.History;
import org.certpublisher.state.StateStore;
import org.certpublisher.state.sql.SqlState;

/** Runs that end as a test wants, and what was asked of them. */
final class FakeWiring implements Wiring {
  /** Ends a run, or throws. */
  @FunctionalInterface
  interface Ending {
    RunResult.Ending end(Fake run) throws RunException;
  }

  final List<String> calls = new ArrayList<>();
  final Map<String, Ending> endings = new HashMap<>();
  final Map<String, StateStore.Pause> pauses = new ConcurrentHashMap<>();

  @Override
  public Run open(Configuration configuration, PublicationSettings publication, Purpose purpose)
      throws DirectoryException {
    if (publication.directory().equals("dead")) {
      throw new DirectoryException(
          "ldaps://dc1 does not answer; is it running?", new java.io.IOException("refused"));
    }
    return new Fake(this, publication.name());
  }

  @Override
  public Directory directory(DirectorySettings settings) throws DirectoryException {
    throw new DirectoryException("ldaps://dc1 does not answer; is it running?");
  }

  @Override
  public List<Fact> inspect(Configuration configuration, PublicationSettings publication) {
    return List.of();
  }

  @Override
  public CertificateSource source(AuthoritySettings settings) {
    return new CertificateSource() {
      @Override
      public void read(Sink sink) {
        calls.add("read");
      }

      @Override
      public String describe() {
        return "fake";
      }
    };
  }

  @Override
  public List<RevocationSource> revocation(AuthoritySettings settings) {
    return List.of();
  }

  @Override
  public void tryState(Configuration configuration) {
    calls.add("state");
  }

  @Override
  public Optional<StateStore.Pause> resume(Configuration configuration, String publication) {
    return Optional.ofNullable(pauses.remove(publication));
  }

  @Override
  public History history(Configuration configuration) {
    return SqlState.history(configuration.state().url());
  }

  /** A run that notes what is asked. */
  static final class Fake implements Run {
    private final FakeWiring wiring;
    private final String name;
    private boolean stopped;

    Fake(FakeWiring wiring, String name) {
      this.wiring = wiring;
      this.name = name;
    }

    boolean isStopped() {
      return stopped;
    }

    private RunResult end(String call) throws RunException {
      wiring.calls.add(name + " " + call);
      Ending ending =
          wiring.endings.getOrDefault(name, run -> new RunResult.Ending("", false, 0, Map.of()));
      return new RunResult(SampleReport.plan(), ending.end(this), Path.of("none"), true);
    }

    @Override
    public RunResult plan(Request request) throws RunException {
      return end("plan " + request.only().map(only -> only.kind() + " " + only.text()).orElse(""));
    }

    @Override
    public RunResult apply(Request request) throws RunException {
      return end("apply " + request.allowWithdrawals() + " " + request.acceptInventory());
    }

    @Override
    public RunResult apply(Path planFile, Request request) throws RunException {
      return end("apply " + planFile.getFileName());
    }

    @Override
    public RunResult planUndo(long number, Request request) throws RunException {
      return end("plan undo " + number);
    }

    @Override
    public RunResult undo(long number, Request request) throws RunException {
      return end("undo " + number + " " + request.allowWithdrawals());
    }

    @Override
    public Optional<StateStore.Pause> pause() {
      return Optional.ofNullable(wiring.pauses.get(name));
    }

    @Override
    public Optional<StateStore.Pause> resume() {
      return Optional.ofNullable(wiring.pauses.remove(name));
    }

    @Override
    public void stop() {
      stopped = true;
    }

    @Override
    public void close() {
      wiring.calls.add(name + " closed");
    }
  }
}
