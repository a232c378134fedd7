package org.certpublisher.client;

import java.util.Optional;
import org.certpublisher.cert.CertificateSummary;

/**
 * What a mail client does with an entry.
 *
 * @param certificate the one it picks; empty when it cannot encrypt
 * @param why half a sentence: "would pick …" or "cannot encrypt, because …"
 */
public record Pick(Optional<CertificateSummary> certificate, String why) {}
