/** What is remembered between runs: signatures checked, good reads, the journal of changes. */
@NullMarked
package org.certpublisher.state;

import org.jspecify.annotations.NullMarked;
