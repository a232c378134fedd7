/** What the adapters that read files share: bounded reading, PEM, and the shape of DER. */
@NullMarked
package org.certpublisher.source.file;

import org.jspecify.annotations.NullMarked;
