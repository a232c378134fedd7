/**
 * Directories by LDAP, version 3 (RFC 4511). What a server can do is asked and tried, never assumed
 * from its name.
 */
@NullMarked
package org.certpublisher.directory.ldap;

import org.jspecify.annotations.NullMarked;
