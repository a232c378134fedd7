/** YAML as texts, lists and mappings with line numbers; whatever is wrong is collected. */
@NullMarked
package org.certpublisher.config.yaml;

import org.jspecify.annotations.NullMarked;
