package org.certpublisher.reconcile;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.certpublisher.directory.Directory;

/**
 * What an operator asked of one run.
 *
 * @param only the entries whose changes are made; the whole directory is planned all the same
 * @param allowWithdrawals how many losses the guard lets pass in this run; 0 when none were allowed
 * @param acceptInventory the authorities whose smaller inventory is recorded as good
 * @param planFile where the plan is kept; otherwise it is gone when the result is closed
 * @param operator who asked, as the state remembers it
 */
public record Request(
    Optional<Directory.Only> only,
    int allowWithdrawals,
    Set<String> acceptInventory,
    Optional<Path> planFile,
    String operator) {
  /** Copies its collection. */
  public Request {
    acceptInventory = Set.copyOf(acceptInventory);
  }

  /** Everything, nothing allowed, nothing kept. */
  public static Request everything(String operator) {
    return new Request(Optional.empty(), 0, Set.of(), Optional.empty(), operator);
  }
}
