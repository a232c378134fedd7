package org.certpublisher.source.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Revocation;
import org.certpublisher.cert.Sha256;
import org.certpublisher.source.CertificateSource;
import org.certpublisher.source.Severity;
import org.certpublisher.source.SourceException;
import org.certpublisher.source.SourceFinding;
import org.certpublisher.source.file.BoundedFile;

/**
 * A folder of certificate files, judged by their content and not by their names. CA certificates
 * are passed over: nobody encrypts to them. A folder without any certificate is a failure and no
 * empty inventory, because it may be a file system that is not mounted.
 */
public final class FolderSource implements CertificateSource {
  private static final int BATCH = 256;
  private static final int PREFIX = 4096;
  private static final Duration SETTLED = Duration.ofSeconds(2);
  private static final Set<String> SUFFIXES =
      Set.of("cer", "crt", "der", "pem", "p7b", "p7c", "p7m", "spc");

  private final FolderSettings settings;
  private final Clock clock;

  /** A source that takes the time from the system. */
  public FolderSource(FolderSettings settings) {
    this(settings, Clock.systemUTC());
  }

  /** A source with its own clock, by which it tells files that are just being written. */
  public FolderSource(FolderSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public String describe() {
    return "folder " + settings.path();
  }

  @Override
  public void read(Sink sink) throws SourceException {
    FolderListing listing = FolderListing.of(root());
    Reading reading = new Reading(sink);
    List<Path> files = listing.files();
    for (int from = 0; from < files.size(); from += BATCH) {
      files.subList(from, Math.min(files.size(), from + BATCH)).parallelStream()
          .map(this::load)
          .toList()
          .forEach(reading::take);
    }
    reading.finish(listing);
  }

  /** The folder itself may be named by a symbolic link. */
  private Path root() throws SourceException {
    if (!Files.isDirectory(settings.path())) {
      throw new SourceException(
          settings.path()
              + " is no folder that can be read. Expected the folder into which the CA exports:"
              + " check the path and that its file system is mounted.");
    }
    return Files.isSymbolicLink(settings.path()) ? settings.path().resolve(".") : settings.path();
  }

  /** One file as it was read. */
  private record Loaded(Path path, FolderFile file, boolean young) {}

  private Loaded load(Path path) {
    try {
      boolean[] key = new boolean[1];
      byte[] bytes =
          BoundedFile.read(
              path,
              BoundedFile.CERTIFICATES,
              PREFIX,
              prefix -> key[0] = FolderFile.beginsWithPrivateKey(prefix),
              LinkOption.NOFOLLOW_LINKS);
      FolderFile file =
          key[0]
              ? new FolderFile(List.of(), FolderFile.Other.PRIVATE_KEY)
              : FolderFile.parse(bytes);
      if (file.other() == FolderFile.Other.PRIVATE_KEY) {
        Arrays.fill(bytes, (byte) 0);
      }
      boolean noise =
          file.items().isEmpty() && file.other() == FolderFile.Other.NOTHING && isPromising(path);
      return noise ? problem(path, noise(bytes)) : new Loaded(path, file, isYoung(path));
    } catch (NoSuchFileException e) {
      return new Loaded(path, item("it vanished while the folder was read"), true);
    } catch (IOException e) {
      return isPromising(path)
          ? problem(path, "it cannot be read: " + BoundedFile.reason(e))
          : new Loaded(path, new FolderFile(List.of(), FolderFile.Other.NOTHING), false);
    }
  }

  private static String noise(byte[] bytes) {
    return bytes.length == 0 ? "it is empty" : "it holds none";
  }

  private Loaded problem(Path path, String text) {
    return new Loaded(path, item(text), isYoung(path));
  }

  private static FolderFile item(String problem) {
    return new FolderFile(List.of(FolderFile.Item.problem(problem)), FolderFile.Other.NOTHING);
  }

  private boolean isYoung(Path path) {
    try {
      Instant changed = Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toInstant();
      return clock.instant().isBefore(changed.plus(SETTLED));
    } catch (IOException e) {
      return true;
    }
  }

  private static boolean isPromising(Path path) {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    return SUFFIXES.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  /** What has been read so far; certificates go on to the sink once each. */
  private final class Reading {
    private final Sink sink;
    private final Revocation good = Revocation.good(describe());
    private final Set<Sha256> seen = new HashSet<>();
    private int keys;
    private String firstKey = "";
    private String firstProblem = "";

    Reading(Sink sink) {
      this.sink = sink;
    }

    void take(Loaded loaded) {
      if (loaded.file().other() == FolderFile.Other.PRIVATE_KEY && keys++ == 0) {
        firstKey = loaded.path().toString();
      }
      List<FolderFile.Item> items = loaded.file().items();
      for (int i = 0; i < items.size(); i++) {
        FileLocation location = new FileLocation(loaded.path(), i);
        Certificate certificate = items.get(i).certificate();
        if (certificate == null) {
          unreadable(location, items.get(i).problem(), loaded.young());
        } else if (seen.add(certificate.sha256()) && !certificate.usage().ca()) {
          sink.certificate(certificate, good, location);
        }
      }
    }

    private void unreadable(FileLocation location, String problem, boolean young) {
      if (firstProblem.isEmpty()) {
        firstProblem = " The first problem: " + location + ", " + problem + ".";
      }
      String text = "expected a certificate, but " + problem;
      sink.unreadable(
          young
              ? new SourceFinding(
                  Severity.INFO,
                  location.toString(),
                  text + ". It is just being written: the next run reads it again.")
              : new SourceFinding(
                  Severity.WARNING,
                  location.toString(),
                  text + ". Export it again, or take it out of the folder."));
    }

    void finish(FolderListing listing) throws SourceException {
      if (seen.isEmpty()) {
        throw new SourceException(
            settings.path()
                + " holds no certificate ("
                + listing.files().size()
                + " files, "
                + listing.links()
                + " symbolic links, which are not followed)."
                + firstProblem
                + " Check the path and that its file system is mounted.");
      }
      if (keys > 0) {
        sink.finding(
            new SourceFinding(
                Severity.WARNING,
                firstKey,
                (keys == 1 ? "a private key lies" : keys + " private keys lie, the first one here,")
                    + " in the folder of certificates. It was not read; move it to a safe place."));
      }
    }
  }
}
