/** Where the program is wired: the only place that knows every adapter. */
@NullMarked
package org.certpublisher;

import org.jspecify.annotations.NullMarked;
