/** The command that tries everything a run needs. */
@NullMarked
package org.certpublisher.cli.check;

import org.jspecify.annotations.NullMarked;
