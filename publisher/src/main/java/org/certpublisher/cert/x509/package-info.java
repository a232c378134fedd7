/** Reads certificates (X.509, RFC 5280) from their bytes. */
@NullMarked
package org.certpublisher.cert.x509;

import org.jspecify.annotations.NullMarked;
