/** Finds out what an account may do without doing it. Nothing is written. */
@NullMarked
package org.certpublisher.directory.ldap.trial;

import org.jspecify.annotations.NullMarked;
