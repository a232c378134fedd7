package org.certpublisher.source;

/**
 * Something about one file, row or certificate of a source that did not end the reading.
 *
 * @param where the file, line or serial number, as a person looks for it
 * @param text what was found, what was expected, what to do
 */
public record SourceFinding(Severity severity, String where, String text) {}
