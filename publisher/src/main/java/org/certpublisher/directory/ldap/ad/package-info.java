/** What Active Directory, Microsoft's and Samba's, has of its own. */
@NullMarked
package org.certpublisher.directory.ldap.ad;

import org.jspecify.annotations.NullMarked;
