package org.certpublisher.directory.ldap.follow;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.certpublisher.cert.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * Where a server's history stands.
 *
 * @param server a digest of which server it is, and which history it has
 * @param ceiling every change that is not yet visible gets this stamp or a later one
 * @param origins the last change of each server whose changes come here, by a digest of its number:
 *     OpenLDAP's contextCSN, where the account may read it. Changes of one origin come in their
 *     order, so that a late one never has an earlier stamp
 */
public record Position(String server, String ceiling, Map<String, String> origins) {
  /** How long a change may be under way, and how far the server's clock behind. */
  static final Duration OVERLAP = Duration.ofMinutes(2);

  private static final String CONTEXT = "contextCSN";

  /** Copies its collection. */
  public Position {
    origins = Map.copyOf(origins);
  }

  /** Asks for it. */
  static Position read(LDAPConnection connection, Stamp stamp, List<String> bases, Instant now)
      throws LDAPException {
    if (stamp == Stamp.USN_CHANGED) {
      return ofDomainController(connection);
    }
    String server =
        connection.getConnectedAddress()
            + " "
            + connection.getConnectedIPAddress()
            + " "
            + connection.getConnectedPort();
    return new Position(
        digest(server),
        stamp.at(now.minus(OVERLAP)),
        stamp == Stamp.ENTRY_CSN ? origins(connection, bases) : Map.of());
  }

  /** Which domain controller, and which of its databases: one from a backup counts anew. */
  private static Position ofDomainController(LDAPConnection connection) throws LDAPException {
    Entry root = connection.getEntry("", "dsServiceName", "highestCommittedUSN");
    String service = value(root, "dsServiceName");
    byte[] database =
        required(connection.getEntry(service, "invocationId"), "invocationId")
            .getAttributeValueBytes("invocationId");
    String highest =
        Stamp.USN_CHANGED.of(value(root, "highestCommittedUSN")).orElseThrow(Position::unreadable);
    String next = Long.toString(Long.parseLong(highest) + 1);
    return new Position(
        digest(service + " " + Sha256.of(database)),
        Stamp.USN_CHANGED.of(next).orElseThrow(),
        Map.of());
  }

  private static String value(@Nullable Entry entry, String attribute) throws LDAPException {
    return String.valueOf(required(entry, attribute).getAttributeValue(attribute));
  }

  private static Entry required(@Nullable Entry entry, String attribute) throws LDAPException {
    if (entry == null || !entry.hasAttribute(attribute)) {
      throw new LDAPException(
          ResultCode.NO_RESULTS_RETURNED, attribute + " of the server cannot be read");
    }
    return entry;
  }

  private static LDAPException unreadable() {
    return new LDAPException(ResultCode.DECODING_ERROR, "highestCommittedUSN is no number");
  }

  private static String digest(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static Map<String, String> origins(LDAPConnection connection, List<String> bases)
      throws LDAPException {
    Map<String, String> origins = new TreeMap<>();
    Entry root = connection.getEntry("", "namingContexts");
    String[] suffixes = root == null ? null : root.getAttributeValues("namingContexts");
    for (String suffix : suffixes == null ? new String[0] : suffixes) {
      if (isAbove(suffix, bases)) {
        Entry entry = connection.getEntry(suffix, CONTEXT);
        String[] values = entry == null ? null : entry.getAttributeValues(CONTEXT);
        Arrays.stream(values == null ? new String[0] : values)
            .filter(value -> Stamp.ENTRY_CSN.of(value).isPresent())
            .forEach(value -> origins.put(origin(suffix, value), value));
      }
    }
    return origins;
  }

  private static boolean isAbove(String suffix, List<String> bases) throws LDAPException {
    for (String base : bases) {
      if (DN.isAncestorOf(suffix, base, true)) {
        return true;
      }
    }
    return false;
  }

  private static String origin(String suffix, String csn) {
    return digest(suffix + "#" + csn.split("#", -1)[2]).substring(0, 16);
  }
}
