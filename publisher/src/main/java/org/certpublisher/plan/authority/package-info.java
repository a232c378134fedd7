/** The decision about the entries of certification authorities: pure, as that about people is. */
@NullMarked
package org.certpublisher.plan.authority;

import org.jspecify.annotations.NullMarked;
