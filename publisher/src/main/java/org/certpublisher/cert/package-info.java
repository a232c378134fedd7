/**
 * What a certificate says, and whether it is revoked: values that all others speak in. Pure: no
 * I/O, no clock, no logger.
 */
@NullMarked
package org.certpublisher.cert;

import org.jspecify.annotations.NullMarked;
