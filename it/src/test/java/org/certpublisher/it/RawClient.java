package org.certpublisher.it;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.AsyncRequestID;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The least that any program must do, for the benchmark to compare with: write values that were
 * computed before, 64 at a time in flight, or read all values page by page. It decides nothing.
 */
public final class RawClient {
  private static final int WINDOW = 64;
  private static final int PAGE = 1000;

  private RawClient() {}

  /** {@code modify URL FILE}, {@code dump URL} or {@code save URL FILE}. */
  public static void main(String[] arguments) throws Exception {
    URI url = URI.create(arguments[1]);
    LDAPConnectionOptions options = new LDAPConnectionOptions();
    options.setUseSynchronousMode(!arguments[0].equals("modify"));
    try (LDAPConnection connection =
        new LDAPConnection(
            options, url.getHost(), url.getPort(), Slapd.PUBLISHER, Slapd.PASSWORD)) {
      int count =
          switch (arguments[0]) {
            case "modify" -> modify(connection, Path.of(arguments[2]));
            case "save" -> save(connection, Path.of(arguments[2]));
            case "dump" -> dump(connection, entry -> {});
            default -> throw new IllegalArgumentException(arguments[0]);
          };
      System.out.println(count);
    }
  }

  private static int modify(LDAPConnection connection, Path file)
      throws IOException, LDAPException, InterruptedException {
    Semaphore window = new Semaphore(WINDOW);
    AtomicInteger done = new AtomicInteger();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        ModifyRequest request =
            new ModifyRequest(
                in.readUTF(),
                addition("userCertificate;binary", in),
                addition("userSMIMECertificate", in));
        window.acquire();
        AsyncRequestID unused =
            connection.asyncModify(
                request,
                (AsyncRequestID id, LDAPResult result) -> {
                  if (result.getResultCode().equals(ResultCode.SUCCESS)) {
                    done.incrementAndGet();
                  }
                  window.release();
                });
      }
      window.acquire(WINDOW);
      if (done.get() != count) {
        throw new IOException("only " + done + " of " + count + " were done");
      }
      return count;
    }
  }

  private static Modification addition(String name, DataInputStream in) throws IOException {
    return new Modification(ModificationType.ADD, name, in.readNBytes(in.readInt()));
  }

  private static int save(LDAPConnection connection, Path file) throws IOException, LDAPException {
    Path body = Path.of(file + ".body");
    int count;
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(body)))) {
      count = dump(connection, entry -> write(entry, out));
    }
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      out.writeInt(count);
      Files.copy(body, out);
    }
    Files.delete(body);
    return count;
  }

  private static void write(SearchResultEntry entry, DataOutputStream out) throws IOException {
    out.writeUTF(entry.getDN());
    for (String name : new String[] {"userCertificate;binary", "userSMIMECertificate"}) {
      Attribute attribute = entry.getAttribute(name);
      if (attribute == null) {
        throw new IOException(entry.getDN() + " has no " + name);
      }
      out.writeInt(attribute.getValueByteArray().length);
      out.write(attribute.getValueByteArray());
    }
  }

  private interface Sink {
    void take(SearchResultEntry entry) throws IOException;
  }

  private static int dump(LDAPConnection connection, Sink sink) throws IOException, LDAPException {
    int count = 0;
    @Nullable ASN1OctetString cookie = null;
    do {
      SearchRequest request =
          new SearchRequest(
              Slapd.PEOPLE,
              SearchScope.SUB,
              "(objectClass=person)",
              "mail",
              "userCertificate",
              "userSMIMECertificate");
      request.addControl(new SimplePagedResultsControl(PAGE, cookie));
      SearchResult page = connection.search(request);
      for (SearchResultEntry entry : page.getSearchEntries()) {
        sink.take(entry);
        count++;
      }
      SimplePagedResultsControl answer = SimplePagedResultsControl.get(page);
      cookie = answer == null || !answer.moreResultsToReturn() ? null : answer.getCookie();
    } while (cookie != null);
    return count;
  }
}
