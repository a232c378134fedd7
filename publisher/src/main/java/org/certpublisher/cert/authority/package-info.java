/** Whose a certificate is: the keys of our authorities, and the signatures they made. */
@NullMarked
package org.certpublisher.cert.authority;

import org.jspecify.annotations.NullMarked;
