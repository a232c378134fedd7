/**
 * A small CA and a small directory with every awkward case, made on the spot, and the walk through
 * them with the real commands. Needs neither network nor rights.
 */
@NullMarked
package org.certpublisher.demo;

import org.jspecify.annotations.NullMarked;
