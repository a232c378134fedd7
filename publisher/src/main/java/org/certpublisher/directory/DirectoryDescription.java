package org.certpublisher.directory;

import java.util.List;
import java.util.Map;

/**
 * What was found of a directory server by asking it.
 *
 * @param server vendor and version as the root DSE says, or "unknown"
 * @param url the server that answered
 * @param spellings how each attribute is written
 * @param facts one line each: controls that work, limits, size, TLS version, as {@code check}
 *     prints
 * @param missingSchema LDIF of what the schema lacks; empty when it has both attributes
 */
public record DirectoryDescription(
    String server,
    String url,
    Map<CertificateAttribute, Spelling> spellings,
    List<String> facts,
    String missingSchema) {
  /** Copies its collections. */
  public DirectoryDescription {
    spellings = Map.copyOf(spellings);
    facts = List.copyOf(facts);
  }
}
