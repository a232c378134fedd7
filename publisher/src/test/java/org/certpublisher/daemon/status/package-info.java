@org.jspecify.annotations.NullMarked
package org.certpublisher.daemon.status;
