/**
 * The entries that are made for certificates which find none, and removed with the last of them.
 */
@NullMarked
package org.certpublisher.plan.creation;

import org.jspecify.annotations.NullMarked;
