/**
 * What the CAs have issued and revoked, and whether that knowledge is complete. Adapters are
 * sub-packages.
 */
@NullMarked
package org.certpublisher.source;

import org.jspecify.annotations.NullMarked;
