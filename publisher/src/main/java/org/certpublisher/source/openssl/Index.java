package org.certpublisher.source.openssl;

import java.util.List;

/**
 * What index.txt says.
 *
 * @param rows one row a serial number, in their order
 * @param remarks what is odd in it and did not end the reading
 */
record Index(List<IndexRow> rows, List<Remark> remarks) {
  Index {
    rows = List.copyOf(rows);
    remarks = List.copyOf(remarks);
  }

  /** Something odd in one line. */
  record Remark(int line, String text) {}
}
