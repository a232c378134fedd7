package org.certpublisher.reconcile.planfile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/** One JSON line at a time. */
final class LineBuffer {
  /** Line separators of Unicode are escaped nowhere: a line ends at the byte 10 and only there. */
  static final JsonFactory JSON = new JsonFactory();

  private static final class Bytes extends ByteArrayOutputStream {
    private Bytes() {
      super(1 << 14);
    }

    byte[] view() {
      return buf;
    }
  }

  private final Bytes bytes = new Bytes();

  /** A generator for the next line; whoever gets it closes it. */
  JsonGenerator start() throws IOException {
    bytes.reset();
    return JSON.createGenerator(bytes);
  }

  /** Ends the line. */
  void finish(OutputStream out, MessageDigest digest) throws IOException {
    bytes.write('\n');
    digest.update(bytes.view(), 0, bytes.size());
    bytes.writeTo(out);
  }
}
