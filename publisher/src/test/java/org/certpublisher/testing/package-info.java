/** What tests share: a CA in memory whose bytes are the same in every run. */
@NullMarked
package org.certpublisher.testing;

import org.jspecify.annotations.NullMarked;
