/** By what a certificate and an entry of a directory find each other. */
@NullMarked
package org.certpublisher.cert.match;

import org.jspecify.annotations.NullMarked;
