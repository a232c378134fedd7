package org.certpublisher.demo;

import java.util.List;
import org.certpublisher.cert.Der;

/**
 * One case of the demo: an entry of the directory and what is to become of it.
 *
 * @param uid the name in the entry's DN
 * @param story what is special, in a few words
 * @param held what the directory holds at first
 * @param published what userCertificate is to hold after the first apply
 */
record Part(
    String uid, String name, List<String> mails, String story, Held held, List<Der> published) {

  /** What an entry holds at first. */
  record Held(List<Der> userCertificate, List<Der> userSmimeCertificate) {
    static final Held NOTHING = new Held(List.of(), List.of());

    /** Nothing but values of userCertificate. */
    static Held certificates(Der... values) {
      return new Held(List.of(values), List.of());
    }
  }
}
