package org.certpublisher.cli.show;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.certpublisher.cert.CertificateSummary;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.cli.command.EntryName;
import org.certpublisher.directory.Directory.Only;
import org.certpublisher.directory.DirectoryEntry;

/** What is looked for: the entries with a mailbox, the entry of a name, or a serial number. */
sealed interface Query {
  /** Reads it as a mail address, a DN or a serial number in hexadecimal; empty when it is none. */
  static Optional<Query> of(String text) {
    String stripped = text.strip();
    if (EntryName.of(stripped).isPresent()) {
      return Optional.of(new Name(stripped));
    }
    if (Mailbox.isAddress(stripped)) {
      return Optional.of(new Address(Mailbox.of(stripped)));
    }
    String digits = stripped.toLowerCase(Locale.ROOT).replaceFirst("^0x", "").replace(":", "");
    return digits.matches("[0-9a-f]{1,64}")
        ? Optional.of(new Serial(new BigInteger(digits, 16)))
        : Optional.empty();
  }

  /** What to ask the directory; empty where it has to be read through. */
  Optional<Only> only();

  /** Whether an entry that was read is meant. */
  boolean meansEntry(DirectoryEntry entry, List<CertificateSummary> held);

  /**
   * Whether a certificate is meant.
   *
   * @param matched whether a rule of matching leads from it to an entry that was found
   */
  boolean meansCertificate(CertificateSummary certificate, boolean matched);

  /** A mail address. */
  record Address(Mailbox mailbox) implements Query {
    @Override
    public Optional<Only> only() {
      return Optional.of(new Only(Only.Kind.ADDRESS, mailbox.address()));
    }

    @Override
    public boolean meansEntry(DirectoryEntry entry, List<CertificateSummary> held) {
      return entry.mailboxes().stream().anyMatch(mailbox::matches);
    }

    @Override
    public boolean meansCertificate(CertificateSummary certificate, boolean matched) {
      return matched || certificate.mailboxes().stream().anyMatch(mailbox::matches);
    }
  }

  /** A distinguished name. */
  record Name(String dn) implements Query {
    @Override
    public Optional<Only> only() {
      return Optional.of(new Only(Only.Kind.DN, dn));
    }

    @Override
    public boolean meansEntry(DirectoryEntry entry, List<CertificateSummary> held) {
      return true;
    }

    @Override
    public boolean meansCertificate(CertificateSummary certificate, boolean matched) {
      return matched;
    }
  }

  /** A serial number. */
  record Serial(BigInteger number) implements Query {
    @Override
    public Optional<Only> only() {
      return Optional.empty();
    }

    @Override
    public boolean meansEntry(DirectoryEntry entry, List<CertificateSummary> held) {
      return held.stream().anyMatch(one -> one.serialNumber().equals(number));
    }

    @Override
    public boolean meansCertificate(CertificateSummary certificate, boolean matched) {
      return certificate.serialNumber().equals(number);
    }
  }
}
