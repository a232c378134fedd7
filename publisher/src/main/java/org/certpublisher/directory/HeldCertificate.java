package org.certpublisher.directory;

import org.certpublisher.cert.CertificateSummary;

/**
 * A readable certificate in an entry, as a mail client meets it. For userSMIMECertificate it is the
 * leaf of the value.
 *
 * @param description the attribute description it comes under, options included
 */
public record HeldCertificate(
    CertificateAttribute attribute, String description, CertificateSummary certificate) {}
