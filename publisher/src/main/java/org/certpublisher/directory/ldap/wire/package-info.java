/**
 * What goes over one LDAP connection: trust, pages, pipelined requests, entries and their values.
 */
@NullMarked
package org.certpublisher.directory.ldap.wire;

import org.jspecify.annotations.NullMarked;
