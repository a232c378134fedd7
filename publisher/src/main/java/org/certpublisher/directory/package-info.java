/**
 * What the directory holds and the changes to it, free of any LDAP library. The adapter is the
 * sub-package ldap.
 */
@NullMarked
package org.certpublisher.directory;

import org.jspecify.annotations.NullMarked;
