/** What a certificate says and whether it is ours. Pure: no I/O, no clock, no logger. */
@NullMarked
package org.certpublisher.cert;

import org.jspecify.annotations.NullMarked;
