/** Runs publications on schedule, again after failures and when sources change. Quartz is here. */
@NullMarked
package org.certpublisher.daemon;

import org.jspecify.annotations.NullMarked;
