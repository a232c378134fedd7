/** Certificate revocation lists (RFC 5280, section 5) from files and over HTTP. */
@NullMarked
package org.certpublisher.source.crl;

import org.jspecify.annotations.NullMarked;
