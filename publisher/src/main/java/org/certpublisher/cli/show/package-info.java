/** The command that shows one person or one certificate. */
@NullMarked
package org.certpublisher.cli.show;

import org.jspecify.annotations.NullMarked;
