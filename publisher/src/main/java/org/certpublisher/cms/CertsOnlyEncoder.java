package org.certpublisher.cms;

import java.util.HexFormat;
import java.util.List;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;

/**
 * Writes SignedData without signers and content (RFC 8551, section 3.8; RFC 2798, section 2.8).
 * Lengths are definite and the certificates are sorted by their bytes, as DER wants a SET OF, so
 * that the same certificates always give the same value; each stays byte for byte as it was issued.
 */
public final class CertsOnlyEncoder implements SmimeEncoder {
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] SIGNED_DATA = HEX.parseHex("06092a864886f70d010702");

  /** Version 1, no digest algorithms, contentType data without content. */
  private static final byte[] BEFORE = HEX.parseHex("0201013100300b06092a864886f70d010701");

  /** No signers. */
  private static final byte[] AFTER = HEX.parseHex("3100");

  @Override
  public Der encode(Der leaf, List<Der> chain) {
    List<byte[]> certificates = CertificateSet.sorted(leaf, chain);
    int set = CertificateSet.length(certificates);
    int data = BEFORE.length + DerWriter.length(set) + AFTER.length;
    int tagged = DerWriter.length(data);
    int content = SIGNED_DATA.length + DerWriter.length(tagged);
    DerWriter out = new DerWriter(DerWriter.length(content));
    out.header(0x30, content).raw(SIGNED_DATA);
    out.header(0xa0, tagged).header(0x30, data).raw(BEFORE);
    out.header(0xa0, set);
    certificates.forEach(out::raw);
    return Der.wrap(out.raw(AFTER).bytes());
  }

  /** A signed value that the holder made himself and that has the same certificates says it too. */
  @Override
  public boolean matches(SmimeValue found, Der leaf, List<Der> chain) {
    return CertificateSet.isIn(found, leaf, chain);
  }

  @Override
  public boolean signed(SmimeValue found) {
    return false;
  }

  @Override
  public boolean adds(Certificate certificate) {
    return false;
  }
}
