/** The real parts, put together: the only package of the command line that knows them. */
@NullMarked
package org.certpublisher.cli.wiring;

import org.jspecify.annotations.NullMarked;
