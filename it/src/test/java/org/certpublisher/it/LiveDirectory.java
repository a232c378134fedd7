package org.certpublisher.it;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldif.LDIFException;
import java.nio.file.Path;
import java.util.List;
import org.certpublisher.directory.CertificateAttribute;

/**
 * A directory server of the tests' own, with what tells it from others. Its accounts' password is
 * {@link Slapd#PASSWORD}; what it holds outlives {@link #stop} and {@link #start}.
 */
interface LiveDirectory extends AutoCloseable {
  /** With StartTLS. */
  String url();

  /** Encrypted from the start. */
  String ldapsUrl();

  /** What a client is to trust. */
  Path authority();

  /** Below which name the people are. */
  String people();

  /** May write the two attributes of people and nothing else. */
  String publisher();

  /** May only read. */
  String reader();

  /** How a line that grants a right names {@link #reader}. */
  default String grantee() {
    return reader();
  }

  /** A connection past the publisher that may do anything; whoever asks closes it. */
  LDAPConnection admin() throws LDAPException;

  /** Whether it can be asked what changed. */
  default boolean tellsChanges() {
    return true;
  }

  /** The name of a person in a container. */
  default String dn(String container, String uid) {
    return "uid=" + uid + "," + container;
  }

  /** A person with the mailbox uid@example.com, as LDIF. */
  default String[] ldif(String container, String uid) {
    return new String[] {
      "dn: " + dn(container, uid),
      "objectClass: inetOrgPerson",
      "uid: " + uid,
      "cn: " + uid,
      "sn: " + uid,
      "mail: " + uid + "@example.com"
    };
  }

  /** Adds a person to a container; gives the name. */
  default String person(String container, String uid) {
    return add(ldif(container, uid));
  }

  /** Adds many over one connection. */
  default void persons(String container, List<String> uids) {
    try (LDAPConnection admin = admin()) {
      for (String uid : uids) {
        admin.add(ldif(container, uid));
      }
    } catch (LDAPException | LDIFException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Adds a container to {@link #people}; gives its name. */
  default String container(String name) {
    return add("dn: ou=" + name + "," + people(), "objectClass: organizationalUnit", "ou: " + name);
  }

  /** Adds an entry; gives its name. */
  default String add(String... ldif) {
    try (LDAPConnection admin = admin()) {
      admin.add(ldif);
      return ldif[0].substring("dn: ".length());
    } catch (LDAPException | LDIFException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The descriptions under which an attribute's values can stand side by side. */
  List<String> descriptions(CertificateAttribute attribute);

  /** Whether it takes bytes that are no certificate. */
  default boolean takesGarbage(CertificateAttribute attribute) {
    return true;
  }

  /** The largest value that it takes. */
  default int largestValue() {
    return Integer.MAX_VALUE;
  }

  /** How many values one entry is given. */
  default int many() {
    return 3000;
  }

  /** Stops it at once; connections are cut. */
  void stop();

  /** Starts it again, at the same address. */
  void start();

  @Override
  void close();
}
