package org.certpublisher.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Revocation;
import org.certpublisher.cert.RevocationReason;
import org.certpublisher.source.CertificateSource;
import org.certpublisher.source.DerLocation;
import org.certpublisher.source.Severity;
import org.certpublisher.source.SourceException;
import org.certpublisher.source.SourceFinding;

/** A CA's database in memory. */
public final class FakeSource implements CertificateSource {
  private final Map<Certificate, Revocation> issued = new LinkedHashMap<>();
  private final List<Certificate> unreadable = new ArrayList<>();
  private Optional<String> failure = Optional.empty();

  /** Adds certificates. */
  public FakeSource add(Certificate... certificates) {
    for (Certificate certificate : certificates) {
      issued.put(certificate, Revocation.good("fake"));
    }
    return this;
  }

  /** Says that a certificate is revoked. */
  public void revoke(Certificate certificate, RevocationReason reason) {
    issued.put(certificate, Revocation.revoked(reason, TestCa.NOW, "fake"));
  }

  /** Says that it is not, as a restored database would. */
  public void forgive(Certificate certificate) {
    issued.put(certificate, Revocation.good("fake"));
  }

  /** Forgets a certificate. */
  public void remove(Certificate certificate) {
    issued.remove(certificate);
  }

  /** Makes a certificate's file unreadable. */
  public void spoil(Certificate certificate) {
    unreadable.add(certificate);
  }

  /** The next reads fail. */
  public void fail(String message) {
    failure = Optional.of(message);
  }

  /** The next reads do not. */
  public void recover() {
    failure = Optional.empty();
    unreadable.clear();
  }

  /** Everything that was issued. */
  public List<Certificate> certificates() {
    return List.copyOf(issued.keySet());
  }

  @Override
  public void read(Sink sink) throws SourceException {
    for (Map.Entry<Certificate, Revocation> one : issued.entrySet()) {
      Place place = new Place(one.getKey());
      if (unreadable.contains(one.getKey())) {
        sink.unreadable(new SourceFinding(Severity.WARNING, place.toString(), "cannot be read"));
      } else {
        sink.certificate(one.getKey(), one.getValue(), place);
      }
    }
    if (failure.isPresent()) {
      throw new SourceException(failure.get());
    }
  }

  @Override
  public String describe() {
    return "fake database";
  }

  private record Place(Certificate certificate) implements DerLocation {
    @Override
    public Der load() {
      return certificate.der();
    }

    @Override
    public String toString() {
      return "fake/" + certificate.issuance().serialNumber().toString(16) + ".pem";
    }
  }
}
