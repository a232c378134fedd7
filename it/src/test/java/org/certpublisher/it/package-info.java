/** Tests on real servers and tools; run by {@code mvn verify}. */
@NullMarked
package org.certpublisher.it;

import org.jspecify.annotations.NullMarked;
