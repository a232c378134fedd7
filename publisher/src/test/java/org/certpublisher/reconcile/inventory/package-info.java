@NullMarked
package org.certpublisher.reconcile.inventory;

import org.jspecify.annotations.NullMarked;
