/** The command {@code run}. */
@NullMarked
package org.certpublisher.cli.run;

import org.jspecify.annotations.NullMarked;
