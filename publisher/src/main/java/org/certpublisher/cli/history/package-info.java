/** The command that tells what was done. */
@NullMarked
package org.certpublisher.cli.history;

import org.jspecify.annotations.NullMarked;
