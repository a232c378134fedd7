package org.certpublisher.cert.match;

import java.util.List;
import java.util.Optional;
import org.certpublisher.cert.Subject;
import org.certpublisher.cert.asn1.Asn1Element;
import org.certpublisher.cert.asn1.Asn1Text;
import org.certpublisher.cert.asn1.MalformedAsn1Exception;
import org.certpublisher.cert.asn1.NameText;

/**
 * A field of a certificate's subject.
 *
 * @param name as it was configured
 * @param type its OID
 */
public record SubjectField(String name, String type) {
  private static final int MAX_LENGTH = 256;

  /** The field of a name such as {@code serialNumber} or of an OID; empty when there is none. */
  public static Optional<SubjectField> of(String name) {
    return name.matches("[0-2](\\.[0-9]+)+")
        ? Optional.of(new SubjectField(name, name))
        : NameText.type(name).map(type -> new SubjectField(name, type));
  }

  /** Its values in a subject; what is no plain text, or longer than 256 characters, is none. */
  List<String> values(Subject subject) {
    try {
      return NameText.values(Asn1Element.readDer(subject.name().view()), type).stream()
          .flatMap(value -> Asn1Text.of(value).stream())
          .filter(text -> text.length() <= MAX_LENGTH && Asn1Text.isPlain(text))
          .toList();
    } catch (MalformedAsn1Exception e) {
      return List.of();
    }
  }
}
