package org.certpublisher.reconcile;

import java.util.List;
import org.certpublisher.cert.Sha256;
import org.certpublisher.cms.SmimeEncoder;
import org.certpublisher.plan.Policy;
import org.certpublisher.reconcile.inventory.AuthoritySource;
import org.certpublisher.reconcile.publishing.Limits;

/**
 * What is reconciled with one directory.
 *
 * @param name the name in the configuration
 * @param encoder makes the values of userSMIMECertificate
 * @param configuration a digest of all settings that it depends on, the directory's included: a
 *     saved plan is applied only under the settings it was made with
 */
public record Publication(
    String name,
    List<AuthoritySource> authorities,
    SmimeEncoder encoder,
    Policy policy,
    Limits limits,
    Sha256 configuration) {

  /** Copies its collection. */
  public Publication {
    authorities = List.copyOf(authorities);
  }
}
