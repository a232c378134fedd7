/** The state in an SQL database. */
@NullMarked
package org.certpublisher.state.sql;

import org.jspecify.annotations.NullMarked;
