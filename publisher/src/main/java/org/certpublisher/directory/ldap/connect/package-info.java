/**
 * How a connection to a directory comes about: TLS, trust, the bind, and in words for a person why
 * it does not.
 */
@NullMarked
package org.certpublisher.directory.ldap.connect;

import org.jspecify.annotations.NullMarked;
