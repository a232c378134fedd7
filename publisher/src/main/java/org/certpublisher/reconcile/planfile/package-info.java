/** The plan on disk: written while the directory streams by, read back as often as it is needed. */
@NullMarked
package org.certpublisher.reconcile.planfile;

import org.jspecify.annotations.NullMarked;
