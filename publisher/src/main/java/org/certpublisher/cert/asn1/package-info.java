/**
 * A bounded reader of ASN.1 (X.690). It hands out every element with the very bytes it was read
 * from, which an object model that encodes again cannot promise.
 */
@NullMarked
package org.certpublisher.cert.asn1;

import org.jspecify.annotations.NullMarked;
