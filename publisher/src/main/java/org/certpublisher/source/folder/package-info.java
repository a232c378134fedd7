/** A folder of certificate files, as any CA can export them, as a source. */
@NullMarked
package org.certpublisher.source.folder;

import org.jspecify.annotations.NullMarked;
