/** What is remembered between runs, in an embedded SQL database. */
@NullMarked
package org.certpublisher.state;

import org.jspecify.annotations.NullMarked;
