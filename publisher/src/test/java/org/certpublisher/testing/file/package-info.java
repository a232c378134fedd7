/** What tests keep in files. */
@NullMarked
package org.certpublisher.testing.file;

import org.jspecify.annotations.NullMarked;
