/** The inverse of a run, made from its journal. */
@NullMarked
package org.certpublisher.reconcile.undo;

import org.jspecify.annotations.NullMarked;
