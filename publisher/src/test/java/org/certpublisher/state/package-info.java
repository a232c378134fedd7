@NullMarked
package org.certpublisher.state;

import org.jspecify.annotations.NullMarked;
