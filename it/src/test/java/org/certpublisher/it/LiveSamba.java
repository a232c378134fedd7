package org.certpublisher.it;

import static java.util.Objects.requireNonNull;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.nio.file.Path;
import java.util.List;
import org.certpublisher.cert.match.Sid;
import org.certpublisher.directory.CertificateAttribute;

/** {@link SambaAd}. */
final class LiveSamba implements LiveDirectory {
  private final SambaAd samba;

  LiveSamba(Path directory) {
    samba = new SambaAd(directory).start();
  }

  SambaAd samba() {
    return samba;
  }

  @Override
  public String url() {
    return samba.url();
  }

  @Override
  public String ldapsUrl() {
    return samba.ldapsUrl();
  }

  @Override
  public Path authority() {
    return samba.authority();
  }

  @Override
  public String people() {
    return SambaAd.PEOPLE;
  }

  @Override
  public String publisher() {
    return SambaAd.PUBLISHER;
  }

  @Override
  public String reader() {
    return SambaAd.READER;
  }

  /** Active Directory's rights name an account by its SID. */
  @Override
  public String grantee() {
    try (LDAPConnection admin = admin()) {
      SearchResultEntry account = requireNonNull(admin.getEntry(reader(), "objectSid"));
      return Sid.text(account.getAttributeValueBytes("objectSid")).orElseThrow();
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public LDAPConnection admin() {
    return samba.admin();
  }

  @Override
  public String dn(String container, String uid) {
    return "CN=" + uid + "," + container;
  }

  @Override
  public String[] ldif(String container, String uid) {
    return new String[] {
      "dn: " + dn(container, uid),
      "objectClass: user",
      "uid: " + uid,
      "sn: " + uid,
      "mail: " + uid + "@example.com"
    };
  }

  @Override
  public List<String> descriptions(CertificateAttribute attribute) {
    return List.of(attribute.ldapName());
  }

  /** The rangeUpper of both attributes. */
  @Override
  public int largestValue() {
    return 32_768;
  }

  @Override
  public void stop() {
    samba.kill();
  }

  @Override
  public void start() {
    samba.start();
  }

  @Override
  public void close() {
    samba.close();
  }
}
