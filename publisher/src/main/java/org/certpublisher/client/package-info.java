/** Which certificate each mail client picks from an entry, as measured. Pure. */
@NullMarked
package org.certpublisher.client;

import org.jspecify.annotations.NullMarked;
