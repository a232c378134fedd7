package org.certpublisher.directory.ldap.advice;

import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldif.LDIFChangeRecord;
import com.unboundid.ldif.LDIFModifyChangeRecord;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The LDIF that gives an account what it lacks. An empty text where a server's own tools are
 * needed, or where it is not known whom to give it.
 */
public interface Cures {
  /** Lets the account read attributes of all entries below the base. */
  String read(Collection<String> attributes);

  /** Lets the account read and write attributes of all entries below the base. */
  String write(Collection<String> attributes);

  /** Lets the account read all entries. */
  String liftLimits();

  /** Adds to each entry the classes that allow the attributes. */
  String allow(Map<String, Set<String>> classes, Collection<String> attributes);

  /** Makes the database keep the indexes that it lacks. */
  String index(Database database, Map<String, List<String>> lacking);

  /** For a server of which nothing of the kind is known. */
  static Cures none() {
    return new NoCures();
  }

  /** One modification of one entry. */
  static LDIFChangeRecord modify(
      String dn, ModificationType type, String attribute, Collection<String> values) {
    return new LDIFModifyChangeRecord(
        dn, new Modification(type, attribute, values.toArray(new String[0])));
  }

  /** The text to load. */
  static String ldif(List<? extends LDIFChangeRecord> records) {
    return records.stream()
        .map(one -> String.join("\n", one.toLDIF(0)))
        .collect(Collectors.joining("\n\n"));
  }
}
