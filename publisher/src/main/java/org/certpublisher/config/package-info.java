/** The configuration file: read, checked as a whole, and given out as immutable records. */
@NullMarked
package org.certpublisher.config;

import org.jspecify.annotations.NullMarked;
