package org.certpublisher.cli.command;

import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** Distinguished names on the command line (RFC 4514); compared part by part, never as text. */
public final class EntryName {
  private EntryName() {}

  /** Reads a name of at least one part; empty when it is something else, as a mail address is. */
  public static Optional<LdapName> of(String text) {
    try {
      return text.contains("=")
          ? Optional.of(new LdapName(text)).filter(name -> !name.isEmpty())
          : Optional.empty();
    } catch (InvalidNameException e) {
      return Optional.empty();
    }
  }
}
