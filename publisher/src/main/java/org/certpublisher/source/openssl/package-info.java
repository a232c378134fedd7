/** The database of {@code openssl ca} and of Easy-RSA as a source. */
@NullMarked
package org.certpublisher.source.openssl;

import org.jspecify.annotations.NullMarked;
