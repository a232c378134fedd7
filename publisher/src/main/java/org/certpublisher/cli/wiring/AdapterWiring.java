package org.certpublisher.cli.wiring;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.certpublisher.cli.command.Wiring;
import org.certpublisher.cms.CertsOnlyEncoder;
import org.certpublisher.cms.SmimeEncoder;
import org.certpublisher.config.AuthoritySettings;
import org.certpublisher.config.Configuration;
import org.certpublisher.config.DirectorySettings;
import org.certpublisher.config.PublicationSettings;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.directory.Fact;
import org.certpublisher.directory.follow.ChangeSource;
import org.certpublisher.directory.follow.FollowedDirectory;
import org.certpublisher.directory.ldap.LdapDirectory;
import org.certpublisher.directory.ldap.connect.Connector;
import org.certpublisher.reconcile.Publication;
import org.certpublisher.reconcile.Reconciler;
import org.certpublisher.reconcile.Request;
import org.certpublisher.reconcile.RunException;
import org.certpublisher.reconcile.RunResult;
import org.certpublisher.reconcile.inventory.AuthoritySource;
import org.certpublisher.reconcile.undo.Undone;
import org.certpublisher.source.CertificateSource;
import org.certpublisher.source.RevocationSource;
import org.certpublisher.source.crl.CrlSettings;
import org.certpublisher.source.crl.CrlSource;
import org.certpublisher.source.crl.ListReader;
import org.certpublisher.source.folder.FolderSettings;
import org.certpublisher.source.folder.FolderSource;
import org.certpublisher.source.openssl.OpenSslSettings;
import org.certpublisher.source.openssl.OpenSslSource;
import org.certpublisher.state.History;
import org.certpublisher.state.StateStore;
import org.certpublisher.state.sql.SqlState;

/** The real parts: LDAP, files, CRLs and H2. The only class that knows them all. */
public final class AdapterWiring implements Wiring {
  private final Clock clock;

  /** The real parts with this clock. */
  public AdapterWiring(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Run open(Configuration configuration, PublicationSettings settings, Purpose purpose)
      throws DirectoryException {
    Publication publication = publication(configuration, settings);
    String url = configuration.state().url();
    LdapDirectory connected = Directories.open(configuration.directoryOf(settings), publication);
    boolean opened = false;
    try {
      Directory directory =
          settings.extras().authorities().isPresent()
              ? connected
              : followed(connected, configuration, settings, purpose.writing());
      StateStore state =
          purpose.writing()
              ? SqlState.forWriting(url, purpose.command())
              : SqlState.forReading(url);
      opened = true;
      return new OpenRun(
          new Reconciler(
              publication, new Reconciler.Around(directory, state, clock, purpose.progress())),
          directory,
          state,
          publication.name(),
          purpose.writing() ? state::history : () -> SqlState.history(url));
    } finally {
      if (!opened) {
        connected.close();
      }
    }
  }

  private Publication publication(Configuration configuration, PublicationSettings settings) {
    return new Publication(
        settings.name(),
        configuration.authoritiesOf(settings).stream()
            .map(one -> authority(one, settings.extras().authorities().isPresent()))
            .toList(),
        profile(configuration, settings),
        settings.policy(),
        settings.limits(),
        configuration.digest(settings));
  }

  @Override
  public List<Fact> inspect(Configuration configuration, PublicationSettings settings)
      throws DirectoryException {
    Publication publication = publication(configuration, settings);
    DirectorySettings there = configuration.directoryOf(settings);
    try (Directory directory = Directories.open(there, publication)) {
      return directory.inspect(
          publication.wanted(there.entries().match(), directory.describe().activeDirectory()));
    }
  }

  /** Loads the classes of the adapters that take longest to load; does nothing else. */
  public static void loadAhead() {
    Connector.loadAhead();
    SqlState.loadAhead();
  }

  private AuthoritySource authority(AuthoritySettings settings, boolean publishing) {
    return new AuthoritySource(
        settings.authority(),
        source(settings),
        publishing ? published(settings) : revocation(settings));
  }

  private static List<RevocationSource> published(AuthoritySettings settings) {
    return settings.revocation().stream()
        .flatMap(
            own ->
                Stream.concat(own.crls().stream(), own.publish().stream())
                    .<RevocationSource>map(
                        crl ->
                            CrlSource.toPublish(
                                new CrlSettings(crl, own.maxAge(), settings.authority()))))
        .toList();
  }

  private static Publication.Profile profile(
      Configuration configuration, PublicationSettings settings) {
    Optional<PublicationSettings.Authorities> authorities = settings.extras().authorities();
    if (authorities.isPresent()) {
      return new Publication.Authorities(
          authorities.get().byAuthority(),
          authorities.get().createMissing(),
          new ListReader(
              configuration.authoritiesOf(settings).stream()
                  .map(AuthoritySettings::authority)
                  .toList()));
    }
    return new Publication.People(
        settings
            .extras()
            .signer()
            .<SmimeEncoder>map(PublicationSettings.Signer::encoder)
            .orElseGet(CertsOnlyEncoder::new),
        settings.extras().missing());
  }

  /** The directory, of which only what changed is read where that is possible and wanted. */
  private Directory followed(
      LdapDirectory directory,
      Configuration configuration,
      PublicationSettings publication,
      boolean keeps)
      throws DirectoryException {
    DirectorySettings settings = configuration.directoryOf(publication);
    Optional<ChangeSource> changes =
        settings.fullCompare().isZero() ? Optional.empty() : directory.changes(clock);
    return changes.isEmpty()
        ? directory
        : new FollowedDirectory(
            directory,
            changes.get(),
            SqlState.beside(configuration.state().url(), "mirror-" + settings.name()),
            new FollowedDirectory.Terms(
                settings.name(), settings.digest(), settings.fullCompare(), keeps),
            clock);
  }

  @Override
  public Directory directory(DirectorySettings settings) throws DirectoryException {
    return Directories.open(settings);
  }

  @Override
  public CertificateSource source(AuthoritySettings settings) {
    if (settings.source() instanceof AuthoritySettings.OpenSsl openSsl) {
      return new OpenSslSource(
          new OpenSslSettings(openSsl.database(), openSsl.certificates()), clock);
    }
    AuthoritySettings.Folder folder = (AuthoritySettings.Folder) settings.source();
    return new FolderSource(new FolderSettings(folder.path()), clock);
  }

  @Override
  public List<RevocationSource> revocation(AuthoritySettings settings) {
    return settings.revocation().stream()
        .flatMap(
            own ->
                own.crls().stream()
                    .<RevocationSource>map(
                        crl ->
                            new CrlSource(
                                new CrlSettings(crl, own.maxAge(), settings.authority()))))
        .toList();
  }

  @Override
  public void tryState(Configuration configuration) {
    SqlState.forReading(configuration.state().url()).close();
  }

  @Override
  public History history(Configuration configuration) {
    return SqlState.history(configuration.state().url());
  }

  @Override
  public Optional<StateStore.Pause> resume(Configuration configuration, String publication) {
    try (StateStore state = SqlState.forWriting(configuration.state().url(), "resume")) {
      return resumed(state, publication);
    }
  }

  private static Optional<StateStore.Pause> resumed(StateStore state, String publication) {
    Optional<StateStore.Pause> pause = state.pause(publication);
    if (pause.isPresent()) {
      state.resume(publication);
    }
    return pause;
  }

  private record OpenRun(
      Reconciler reconciler,
      Directory directory,
      StateStore state,
      String publication,
      Supplier<History> history)
      implements Run {
    @Override
    public RunResult plan(Request request) throws RunException {
      return reconciler.plan(request);
    }

    @Override
    public RunResult apply(Request request) throws RunException {
      return reconciler.apply(request);
    }

    @Override
    public RunResult apply(Path planFile, Request request) throws RunException {
      return reconciler.apply(planFile, request);
    }

    @Override
    public RunResult planUndo(long number, Request request) throws RunException {
      try (History opened = history.get()) {
        return reconciler.planUndo(Undone.of(opened, number, publication), request);
      }
    }

    @Override
    public RunResult undo(long number, Request request) throws RunException {
      return reconciler.undo(number, request);
    }

    @Override
    public Optional<StateStore.Pause> pause() {
      return state.pause(publication);
    }

    @Override
    public Optional<StateStore.Pause> resume() {
      return resumed(state, publication);
    }

    @Override
    public void stop() {
      reconciler.stop();
    }

    @Override
    public void close() {
      directory.close();
      state.close();
    }
  }
}
