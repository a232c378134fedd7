package org.certpublisher.source;

import java.util.List;
import java.util.Optional;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Revocation;

/**
 * A list that is older than one that was used before. What it revokes is revoked; its silence says
 * nothing, nor do its holds, which may have been released since.
 */
record OutdatedStatus(RevocationStatus status, Edition found, Edition used, String authority)
    implements RevocationStatus {
  @Override
  public boolean isUsable() {
    return false;
  }

  @Override
  public Revocation of(Certificate certificate) {
    Revocation said = status.of(certificate);
    return said.status() == Revocation.Status.REVOKED
        ? said
        : Revocation.unknown(found.name() + " is older than " + used.name() + ", used before");
  }

  @Override
  public String describe() {
    return status.describe() + ", older than " + used.name() + ", used before";
  }

  @Override
  public Optional<Edition> edition() {
    return Optional.of(found);
  }

  @Override
  public List<SourceFinding> findings() {
    return List.of(
        new SourceFinding(
            Severity.ERROR,
            found.name(),
            "made at "
                + found.made()
                + ", it is older than "
                + used.name()
                + ", made at "
                + used.made()
                + ", which was used before. Have the CA issue a new one; if the CA was restored and"
                + " this is right, say --accept-inventory "
                + authority
                + "."));
  }
}
