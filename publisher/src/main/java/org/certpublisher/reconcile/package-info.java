/** The run: read, plan, guard, report and, if asked, publish. */
@NullMarked
package org.certpublisher.reconcile;

import org.jspecify.annotations.NullMarked;
