package org.certpublisher.directory.ldap.trial;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.Optional;

/** OpenLDAP's no-op control: all of a modify, its rights too, but the writing (2.5.13). */
public final class NoOperation implements Trial {
  private static final Control NO_OP = new Control("1.3.6.1.4.1.4203.666.5.2", true);

  private static final int NO_OPERATION = 16654;

  /** Asks for the values that are there already, so that even a server that wrote changed none. */
  @Override
  public Optional<Boolean> mayWrite(LDAPConnection connection, String dn, String description)
      throws LDAPException {
    SearchResultEntry entry = connection.getEntry(dn, description);
    byte[][] values = entry == null ? null : entry.getAttributeValueByteArrays(description);
    ModifyRequest request =
        new ModifyRequest(
            dn,
            new Modification(
                ModificationType.REPLACE, description, values == null ? new byte[0][] : values));
    request.addControl(NO_OP);
    try {
      LDAPResult unused = connection.modify(request);
      return Optional.of(true);
    } catch (LDAPException e) {
      return answer(e);
    }
  }

  /**
   * Never tried: an add by this control harms the database. back-mdb of 2.5.13 takes the numbers of
   * attributes that no entry had before for given, and stores later entries under numbers that it
   * cannot read again (80, "internal error in mdb_entry_decode"). A modify does not.
   */
  @Override
  public Optional<Boolean> mayMake(LDAPConnection connection, Entry entry) {
    return Optional.empty();
  }

  private static Optional<Boolean> answer(LDAPException e) {
    if (e.getResultCode().intValue() == NO_OPERATION) {
      return Optional.of(true);
    }
    return e.getResultCode().equals(ResultCode.INSUFFICIENT_ACCESS_RIGHTS)
        ? Optional.of(false)
        : Optional.empty();
  }
}
