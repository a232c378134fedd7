/** Writes what was planned into the plan file, and counts it. */
@NullMarked
package org.certpublisher.reconcile.planning;

import org.jspecify.annotations.NullMarked;
