/**
 * What an account lacks to do its work in a directory, and the LDIF that grants it. Nothing is
 * written.
 */
@NullMarked
package org.certpublisher.directory.ldap.advice;

import org.jspecify.annotations.NullMarked;
