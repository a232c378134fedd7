/** Entries that are made and removed: what of it needs the directory. */
@NullMarked
package org.certpublisher.reconcile.creation;

import org.jspecify.annotations.NullMarked;
