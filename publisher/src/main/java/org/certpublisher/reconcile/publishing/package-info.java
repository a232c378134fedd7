/** Sends a plan's changes, journaled first, and settles what a killed run left open. */
@NullMarked
package org.certpublisher.reconcile.publishing;

import org.jspecify.annotations.NullMarked;
