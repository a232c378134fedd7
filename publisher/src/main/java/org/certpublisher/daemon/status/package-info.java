/** Tells over HTTP how the daemon stands: a page, metrics, health. Nothing can be set off there. */
@NullMarked
package org.certpublisher.daemon.status;

import org.jspecify.annotations.NullMarked;
