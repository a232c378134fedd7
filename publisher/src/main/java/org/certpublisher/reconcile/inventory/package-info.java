/** What the authorities of a publication have issued and revoked, and whether it is all there. */
@NullMarked
package org.certpublisher.reconcile.inventory;

import org.jspecify.annotations.NullMarked;
