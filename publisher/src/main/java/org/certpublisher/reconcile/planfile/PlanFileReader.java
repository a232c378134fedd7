package org.certpublisher.reconcile.planfile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.certpublisher.cert.Sha256;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.plan.Judgement;

/**
 * Reads a plan file from its beginning, line by line, never more than one line in memory. Lines of
 * other kinds than the one asked for are passed over without being parsed.
 */
public final class PlanFileReader implements AutoCloseable {
  /** Far above the longest line that a directory's largest entry makes. */
  private static final int MAX_LINE = 1 << 28;

  /** Far more than one entry has. */
  private static final int MAX_JUDGEMENTS = 4096;

  private final Path path;
  private final InputStream in;
  private final byte[] block = new byte[1 << 16];
  private int position;
  private int limit;
  private byte[] line = new byte[1 << 14];
  private int length;
  private int number;

  /** Opens a plan file. */
  public PlanFileReader(Path path) throws PlanFileException {
    this.path = path;
    try {
      this.in = Files.newInputStream(path);
    } catch (IOException e) {
      throw new PlanFileException("the plan file " + path + " cannot be read: " + e, e);
    }
  }

  /** Reads the whole file and proves it whole: neither cut nor edited. */
  public static PlanTotals verify(Path path) throws PlanFileException {
    try (PlanFileReader reader = new PlanFileReader(path)) {
      MessageDigest digest = Sha256.newDigest();
      while (reader.next()) {
        if (reader.is("totals")) {
          Fields totals = reader.fields();
          if (reader.next() || !matches(totals, digest)) {
            break;
          }
          return reader.parse(totals, TotalsJson::read);
        }
        if (reader.is("change")) {
          reader.parse(reader.fields(), ChangeJson::read);
        }
        digest.update(reader.line, 0, reader.length);
        digest.update((byte) '\n');
      }
      throw new PlanFileException(
          "the plan file "
              + path
              + " was cut short or changed after it was written; make a new one with plan --out");
    }
  }

  private static boolean matches(Fields totals, MessageDigest digest) {
    return Sha256.ofDigest(digest.digest()).toString().equals(totals.text("sha256"));
  }

  /** The first line. */
  public PlanHeader header() throws PlanFileException {
    if (!next() || !is("header")) {
      throw new PlanFileException(path + " is no plan file; make one with plan --out");
    }
    return parse(fields(), HeaderJson::read);
  }

  /** The next change, if there is one. */
  public Optional<EntryChange> nextChange() throws PlanFileException {
    Optional<Fields> found = nextOf("change");
    return found.isPresent() ? Optional.of(parse(found.get(), ChangeJson::read)) : Optional.empty();
  }

  /**
   * The next change with the judgements on its entry, which stand right before it.
   *
   * @param held whether the guard holds the losses
   */
  public Optional<Planned> nextPlanned(boolean held) throws PlanFileException {
    Deque<byte[]> before = new ArrayDeque<>();
    while (next()) {
      if (is("judgement")) {
        before.add(Arrays.copyOf(line, length));
        if (before.size() > MAX_JUDGEMENTS) {
          before.remove();
        }
      } else if (is("change")) {
        EntryChange change = parse(fields(), ChangeJson::read);
        List<Judgement> why = new ArrayList<>();
        for (byte[] judgement : before) {
          why.add(parse(fields(judgement, judgement.length), one -> RowJson.judgement(one, held)));
        }
        why.removeIf(judgement -> !judgement.dn().equals(change.dn()));
        return Optional.of(new Planned(change, why));
      }
    }
    return Optional.empty();
  }

  /** The next line of a kind, if there is one. */
  Optional<Fields> nextOf(String kind) throws PlanFileException {
    while (next()) {
      if (is(kind)) {
        return Optional.of(fields());
      }
    }
    return Optional.empty();
  }

  boolean is(String kind) {
    byte[] start = ("{\"line\":\"" + kind + "\"").getBytes(StandardCharsets.US_ASCII);
    return length >= start.length && Arrays.equals(line, 0, start.length, start, 0, start.length);
  }

  Fields fields() throws PlanFileException {
    return fields(line, length);
  }

  private Fields fields(byte[] from, int size) throws PlanFileException {
    try {
      return Fields.parse(from, size);
    } catch (IOException | IllegalArgumentException e) {
      throw malformed(e);
    }
  }

  <T> T parse(Fields fields, Function<Fields, T> how) throws PlanFileException {
    try {
      return how.apply(fields);
    } catch (RuntimeException e) {
      throw malformed(e);
    }
  }

  private PlanFileException malformed(Exception e) {
    return new PlanFileException(
        path + " line " + number + ": " + e.getMessage() + "; make a new plan with plan --out", e);
  }

  /** Moves to the next line that ends with a line feed; false at the end of the file. */
  boolean next() throws PlanFileException {
    length = 0;
    number++;
    try {
      while (true) {
        if (position == limit) {
          limit = Math.max(0, in.read(block));
          position = 0;
          if (limit == 0) {
            return false;
          }
        }
        int end = position;
        while (end < limit && block[end] != '\n') {
          end++;
        }
        append(end);
        if (end < limit) {
          position = end + 1;
          return true;
        }
        position = end;
      }
    } catch (IOException e) {
      throw new PlanFileException("the plan file " + path + " cannot be read: " + e, e);
    }
  }

  private void append(int end) throws IOException {
    int more = end - position;
    if (length + more > line.length) {
      if (length + more > MAX_LINE) {
        throw new IOException("line " + number + " is longer than " + MAX_LINE + " bytes");
      }
      line = Arrays.copyOf(line, Math.max(length + more, line.length * 2));
    }
    System.arraycopy(block, position, line, length, more);
    length += more;
  }

  @Override
  public void close() throws PlanFileException {
    try {
      in.close();
    } catch (IOException e) {
      throw new PlanFileException("the plan file " + path + " cannot be read: " + e, e);
    }
  }
}
