package org.certpublisher.testing;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.certpublisher.cert.Sha256;
import org.certpublisher.cert.authority.Verdicts;

/** Verdicts in memory; counts the checks that had to be made. */
public final class MapVerdicts implements Verdicts {
  private record Pair(Sha256 certificate, Sha256 key) {}

  private final ConcurrentHashMap<Pair, Boolean> known = new ConcurrentHashMap<>();
  private final AtomicInteger checks = new AtomicInteger();

  @Override
  public Optional<Boolean> recall(Sha256 certificate, Sha256 authorityKey) {
    return Optional.ofNullable(known.get(new Pair(certificate, authorityKey)));
  }

  @Override
  public void remember(Sha256 certificate, Sha256 authorityKey, boolean signed) {
    checks.incrementAndGet();
    known.put(new Pair(certificate, authorityKey), signed);
  }

  /** How many checks were remembered, that is, made. */
  public int checks() {
    return checks.get();
  }
}
