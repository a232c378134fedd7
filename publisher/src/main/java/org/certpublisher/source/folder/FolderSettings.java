package org.certpublisher.source.folder;

import java.nio.file.Path;

/**
 * A folder into which a CA exports.
 *
 * @param path the folder; sub-folders are read too
 */
public record FolderSettings(Path path) {}
