/**
 * A plan and its outcomes as text, JSON, CSV, LDIF and HTML. Pure: the same plan gives the same
 * bytes.
 */
@NullMarked
package org.certpublisher.report;

import org.jspecify.annotations.NullMarked;
