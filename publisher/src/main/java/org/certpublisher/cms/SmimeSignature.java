package org.certpublisher.cms;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.asn1.Asn1Element;
import org.certpublisher.cert.asn1.MalformedAsn1Exception;

/**
 * A signer of a value by what it signed (SignerInfo, RFC 5652, section 5.3). The signature itself
 * is left out: ECDSA may give another one each time, and nobody who reads the directory checks it.
 *
 * @param signer how the signer's certificate is named: issuer and serial number, or key identifier
 * @param attributes the signed attributes, the SET of values of each by its type; both as DER
 *     elements, none where they do not parse
 */
public record SmimeSignature(Der signer, Map<Der, Der> attributes) {
  private static final int SIGNED_ATTRIBUTES = 0xa0;

  /** Copies its collection. */
  public SmimeSignature {
    attributes = Map.copyOf(attributes);
  }

  static SmimeSignature of(Asn1Element signerInfo) {
    try {
      List<Asn1Element> fields = signerInfo.children();
      Der signer = fields.size() > 1 ? Der.wrap(fields.get(1).encoded()) : Der.wrap(new byte[0]);
      Map<Der, Der> attributes = new HashMap<>();
      for (Asn1Element field : fields) {
        if (field.is(SIGNED_ATTRIBUTES)) {
          for (Asn1Element attribute : field.children()) {
            List<Asn1Element> parts = attribute.children();
            if (parts.size() == 2) {
              attributes.put(Der.wrap(parts.get(0).encoded()), Der.wrap(parts.get(1).encoded()));
            }
          }
        }
      }
      return new SmimeSignature(signer, attributes);
    } catch (MalformedAsn1Exception e) {
      return new SmimeSignature(Der.wrap(new byte[0]), Map.of()); // a broken signer is nobody
    }
  }
}
