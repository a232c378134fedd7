/** The commands, and the one place where the parts are wired to one another. */
@NullMarked
package org.certpublisher.cli;

import org.jspecify.annotations.NullMarked;
