/** What a directory held at the last run, so that only what changed has to be read. */
@NullMarked
package org.certpublisher.directory.follow;

import org.jspecify.annotations.NullMarked;
