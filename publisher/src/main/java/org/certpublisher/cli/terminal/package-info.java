/** The terminal: streams, colour, progress, signals and the log. */
@NullMarked
package org.certpublisher.cli.terminal;

import org.jspecify.annotations.NullMarked;
