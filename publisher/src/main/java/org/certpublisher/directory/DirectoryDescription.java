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
 * @param activeDirectory whether it has Active Directory's classes instead of RFC 4523's
 */
public record DirectoryDescription(
    String server,
    String url,
    Map<CertificateAttribute, Spelling> spellings,
    List<String> facts,
    String missingSchema,
    boolean activeDirectory) {
  /** Copies its collections. */
  public DirectoryDescription {
    spellings = Map.copyOf(spellings);
    facts = List.copyOf(facts);
  }

  /** A server with the classes of RFC 4523. */
  public DirectoryDescription(
      String server,
      String url,
      Map<CertificateAttribute, Spelling> spellings,
      List<String> facts,
      String missingSchema) {
    this(server, url, spellings, facts, missingSchema, false);
  }
}
