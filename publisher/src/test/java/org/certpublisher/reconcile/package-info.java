@NullMarked
package org.certpublisher.reconcile;

import org.jspecify.annotations.NullMarked;
