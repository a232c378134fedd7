package org.certpublisher.cert;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Whether a certificate makes its holder encryptable, and what mail clients hold against it. The
 * rules were measured on the clients; where RFC 8550 is laxer, the clients win.
 *
 * @param kind how a content key reaches the holder
 * @param notes what speaks against it, in the order of {@link Note}
 */
public record EncryptionUse(Kind kind, List<Note> notes) {
  /** How a content key reaches the holder. */
  public enum Kind {
    /** RSA key transport: every client. */
    RSA,
    /** EC key agreement: some clients. */
    EC,
    /** Not at all: the certificate is UNSUITABLE. */
    NONE
  }

  /** One thing that speaks against a certificate; those that block make it {@link Kind#NONE}. */
  public enum Note {
    /** basicConstraints says CA. */
    CA(true, "it is a CA certificate"),
    /** extendedKeyUsage is there without emailProtection or anyExtendedKeyUsage. */
    NOT_FOR_MAIL(true, "its extended key usage has no emailProtection"),
    /** keyUsage is there without keyEncipherment (RSA) or keyAgreement (EC). */
    SIGNING_ONLY(true, "its key usage allows signing only"),
    /** RSA-PSS, Ed25519, Ed448, X25519 and others: no mail client encrypts to them. */
    KEY_CANNOT_ENCRYPT(true, "mail clients cannot encrypt to its kind of key"),
    /** EC with keyAgreement: Thunderbird takes it; gpgsm 2.2, Evolution and NeoMutt refuse it. */
    KEY_AGREEMENT_ONLY(
        false, "its key is EC: Thunderbird takes it, gpgsm 2.2, Evolution and NeoMutt refuse it"),
    /** No keyUsage at all: Outlook and Evolution do not find it. */
    NO_KEY_USAGE(false, "it has no key usage: Outlook and Evolution may pass it over"),
    /** No extendedKeyUsage at all: usable by RFC 8550, Outlook may pass it over. */
    NO_EXTENDED_KEY_USAGE(false, "it has no extended key usage: Outlook may pass it over"),
    /** anyExtendedKeyUsage without emailProtection: refused by Thunderbird 153 and OpenSSL 3.0. */
    ANY_EXTENDED_KEY_USAGE_ONLY(
        false,
        "its extended key usage is only 'any': Thunderbird, openssl and Exchange's offline address"
            + " book refuse it"),
    /** RSA below 2048 bits. */
    WEAK_KEY(false, "its RSA key has fewer than 2048 bits");

    private final boolean blocks;
    private final String text;

    Note(boolean blocks, String text) {
      this.blocks = blocks;
      this.text = text;
    }

    /** Whether it makes the certificate useless for encryption. */
    public boolean blocks() {
      return blocks;
    }

    /** The note as half a sentence with "it" for the certificate. */
    public String text() {
      return text;
    }
  }

  /** Copies its collection. */
  public EncryptionUse {
    notes = List.copyOf(notes);
  }

  /** Judges a certificate by its key, key usage, extended key usage and basic constraints. */
  public static EncryptionUse of(Certificate certificate) {
    Usage usage = certificate.usage();
    PublicKeyInfo key = certificate.publicKey().info();
    EnumSet<Note> notes = EnumSet.noneOf(Note.class);
    if (usage.ca()) {
      notes.add(Note.CA);
    }
    noteExtendedKeyUsage(usage.extendedKeyUsage(), notes);
    Kind kind =
        switch (key.kind()) {
          case RSA -> Kind.RSA;
          case EC -> Kind.EC;
          case RSA_PSS, EDWARDS, MONTGOMERY, OTHER -> Kind.NONE;
        };
    if (kind == Kind.NONE) {
      notes.add(Note.KEY_CANNOT_ENCRYPT);
    } else {
      noteKeyUsage(usage, kind, notes);
    }
    if (kind == Kind.RSA && key.bits() < 2048) {
      notes.add(Note.WEAK_KEY);
    }
    boolean blocked = notes.stream().anyMatch(Note::blocks);
    return new EncryptionUse(blocked ? Kind.NONE : kind, List.copyOf(notes));
  }

  private static void noteExtendedKeyUsage(List<String> purposes, Set<Note> notes) {
    if (purposes.isEmpty()) {
      notes.add(Note.NO_EXTENDED_KEY_USAGE);
    } else if (!purposes.contains(Usage.EMAIL_PROTECTION)) {
      boolean any = purposes.contains(Usage.ANY_EXTENDED_KEY_USAGE);
      notes.add(any ? Note.ANY_EXTENDED_KEY_USAGE_ONLY : Note.NOT_FOR_MAIL);
    }
  }

  private static void noteKeyUsage(Usage usage, Kind kind, Set<Note> notes) {
    KeyUsage needed = kind == Kind.RSA ? KeyUsage.KEY_ENCIPHERMENT : KeyUsage.KEY_AGREEMENT;
    if (!usage.hasKeyUsage()) {
      notes.add(Note.NO_KEY_USAGE);
    } else if (!usage.keyUsage().contains(needed)) {
      notes.add(Note.SIGNING_ONLY);
    }
    if (kind == Kind.EC) {
      notes.add(Note.KEY_AGREEMENT_ONLY);
    }
  }

  /** Whether a mail can be encrypted to the holder. */
  public boolean canEncrypt() {
    return kind != Kind.NONE;
  }
}
