package org.certpublisher.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.io.IOException;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.reconcile.RunException;
import org.junit.jupiter.api.Test;

final class FailuresTest {
  @Test
  void whatALibrarySaysAndWrappedIsForTheLog() {
    IOException wrapped = new IOException("LDAPException(resultCode=91)");
    LDAPException library = new LDAPException(ResultCode.CONNECT_ERROR, "refused", wrapped);
    DirectoryException ours = new DirectoryException("no connection to dc1", library);
    assertThat(Failures.chain(new RunException("the run ended", ours)))
        .isEqualTo("the run ended: no connection to dc1");
  }
}
