package org.certpublisher.cms;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;

/** The certificates of a value, each once: their order in it says nothing (RFC 5652, 10.2.3). */
final class CertificateSet {
  private CertificateSet() {}

  /** Leaf and chain in the order that DER gives a SET OF (X.690, section 11.6). */
  static List<byte[]> sorted(Der leaf, List<Der> chain) {
    return Stream.concat(Stream.of(leaf), chain.stream())
        .distinct()
        .map(Der::view)
        .sorted(Arrays::compareUnsigned)
        .toList();
  }

  static int length(List<byte[]> certificates) {
    int length = 0;
    for (byte[] certificate : certificates) {
      length += certificate.length;
    }
    return length;
  }

  /** Whether the value holds exactly leaf and chain, in a form that mail clients read. */
  static boolean isIn(SmimeValue found, Der leaf, List<Der> chain) {
    boolean wrapped =
        switch (found.form()) {
          case CERTS_ONLY, SIGNED -> true;
          case BARE_CERTIFICATE, EXCHANGE -> false;
        };
    if (!wrapped) {
      return false;
    }
    Set<Der> wanted = new HashSet<>(chain);
    wanted.add(leaf);
    Set<Der> there = new HashSet<>();
    for (Certificate certificate : found.certificates()) {
      there.add(certificate.der());
    }
    return wanted.equals(there);
  }
}
