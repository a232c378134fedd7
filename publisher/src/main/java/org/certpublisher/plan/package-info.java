/** The decision: inventory and entry in, state and change out. Pure, total, deterministic. */
@NullMarked
package org.certpublisher.plan;

import org.jspecify.annotations.NullMarked;
