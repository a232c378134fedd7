package org.certpublisher.reconcile.planfile;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import org.certpublisher.cert.Sha256;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.plan.Judgement;
import org.certpublisher.source.SourceFinding;

/**
 * Writes a plan line by line: a header, changes, judgements and findings as they come, the totals.
 * The last line holds the SHA-256 of all lines before it, so that a plan that was cut or edited is
 * noticed. Readable by its owner only. Under its name it appears when it is whole.
 */
public final class PlanFileWriter implements AutoCloseable {
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path path;
  private final Path part;
  private final OutputStream out;
  private final LineBuffer line = new LineBuffer();
  private final MessageDigest digest = Sha256.newDigest();
  private boolean whole;

  /** Creates the file beside its place. */
  public PlanFileWriter(Path path) throws PlanFileException {
    this.path = path;
    this.part = path.resolveSibling(path.getFileName() + ".part");
    try {
      Files.deleteIfExists(part);
      Files.createFile(part, OWNER_ONLY);
      this.out =
          new BufferedOutputStream(
              Files.newOutputStream(part, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
              1 << 16);
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /** A new empty file in the directory for temporary files, readable by its owner only. */
  public static Path temporary() throws PlanFileException {
    try {
      return Files.createTempFile("cert-publisher-", ".plan", OWNER_ONLY);
    } catch (IOException e) {
      throw new PlanFileException(
          "no plan file could be made in "
              + System.getProperty("java.io.tmpdir")
              + ": "
              + e.getMessage()
              + "; make room there, or name another place with --out",
          e);
    }
  }

  /** The first line. */
  public void header(PlanHeader header) throws PlanFileException {
    line(() -> HeaderJson.write(line.start(), header));
  }

  /** A change. */
  public void change(EntryChange change) throws PlanFileException {
    line(() -> ChangeJson.write(line.start(), change));
  }

  /**
   * A judgement.
   *
   * @param loss whether its withdrawal is one that the guard may hold
   */
  public void judgement(Judgement judgement, boolean loss) throws PlanFileException {
    line(() -> RowJson.write(line.start(), judgement, loss));
  }

  /** A finding of a source. */
  public void finding(SourceFinding finding) throws PlanFileException {
    line(() -> RowJson.write(line.start(), finding));
  }

  /** The last line; the plan is whole and has its name when this returns. */
  public void end(PlanTotals totals) throws PlanFileException {
    Sha256 before = Sha256.ofDigest(digest.digest());
    line(() -> TotalsJson.write(line.start(), totals, before));
    try {
      out.close();
      Files.move(part, path, StandardCopyOption.REPLACE_EXISTING);
      whole = true;
    } catch (IOException e) {
      throw lost(e);
    }
  }

  private void line(Lines write) throws PlanFileException {
    try {
      write.write();
      line.finish(out, digest);
    } catch (IOException e) {
      throw lost(e);
    }
  }

  private PlanFileException lost(IOException e) {
    return new PlanFileException(
        "the plan file " + path + " could not be written: " + e + "; nothing was changed", e);
  }

  /** Drops a plan that did not become whole. */
  @Override
  public void close() throws PlanFileException {
    if (!whole) {
      try {
        out.close();
        Files.deleteIfExists(part);
      } catch (IOException e) {
        throw lost(e);
      }
    }
  }

  /** Writes one line into the buffer. */
  private interface Lines {
    void write() throws IOException;
  }
}
