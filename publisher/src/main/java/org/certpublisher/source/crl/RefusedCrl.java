package org.certpublisher.source.crl;

import java.util.List;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Revocation;
import org.certpublisher.source.RevocationStatus;
import org.certpublisher.source.Severity;
import org.certpublisher.source.SourceFinding;

/** A CRL that could not be got or must not be used: knows nothing and says why. */
record RefusedCrl(String where, String why) implements RevocationStatus {
  @Override
  public boolean isUsable() {
    return false;
  }

  @Override
  public Revocation of(Certificate certificate) {
    return Revocation.unknown("CRL " + where + ": " + why);
  }

  @Override
  public String describe() {
    return "no CRL from " + where;
  }

  @Override
  public List<SourceFinding> findings() {
    return List.of(new SourceFinding(Severity.ERROR, where, why));
  }
}
