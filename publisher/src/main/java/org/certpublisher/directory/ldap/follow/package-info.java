/** What LDAP servers tell of changes. */
@NullMarked
package org.certpublisher.directory.ldap.follow;

import org.jspecify.annotations.NullMarked;
