package org.certpublisher.directory.ldap.trial;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldif.LDIFAddChangeRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.certpublisher.cert.Der;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.Directory.Wanted;
import org.certpublisher.directory.Directory.Wanted.Making;
import org.certpublisher.directory.Fact;
import org.certpublisher.directory.ldap.advice.Cures;
import org.certpublisher.directory.ldap.advice.EntryCures;
import org.certpublisher.directory.ldap.advice.ObjectClasses;

/**
 * Whether entries that a publication names are there and may be written, or may be made.
 *
 * @param account as whom it is tried
 * @param cures what grants a right on the entry of a name
 * @param spelling an attribute as it is written
 * @param classes the schema's
 */
public record NamedEntries(
    LDAPConnection connection,
    String account,
    Trial trial,
    Function<String, EntryCures> cures,
    Function<CertificateAttribute, String> spelling,
    ObjectClasses classes) {
  private static final String CLASSES = "objectClass";

  /** What is found of one of them. */
  public Fact fact(Wanted wanted) throws LDAPException {
    SearchResultEntry entry = connection.getEntry(wanted.dn(), CLASSES);
    if (entry != null && wanted.making() != Making.OFTEN) {
      return present(wanted, entry);
    }
    if (wanted.making() == Making.NEVER) {
      return Fact.warning(
          ("there is no entry %s, or %s may not read it: make it, name another one with ca-entry,"
                  + " or, if its name begins with cn, o or ou, set create-missing: true")
              .formatted(wanted.dn(), account),
          made(wanted));
    }
    return absent(wanted);
  }

  private Fact present(Wanted wanted, SearchResultEntry entry) throws LDAPException {
    List<String> denied = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (Map.Entry<String, String> one : written(wanted, entry).entrySet()) {
      Optional<Boolean> may = trial.mayWrite(connection, wanted.dn(), one.getValue());
      if (may.isEmpty()) {
        unknown.add(one.getKey());
      } else if (!may.get()) {
        denied.add(one.getKey());
      }
    }
    if (!denied.isEmpty()) {
      String text =
          "%s may not write %s of %s".formatted(account, String.join(" and ", denied), wanted.dn());
      List<String> needed = new ArrayList<>(denied);
      needed.addAll(unknown);
      return Fact.problem(text, cures.apply(wanted.dn()).writeEntry(needed));
    }
    return Fact.good(
        unknown.isEmpty()
            ? "%s may be written".formatted(wanted.dn())
            : "%s is there; whether %s may be written is not known: the server cannot be asked"
                .formatted(wanted.dn(), String.join(" and ", unknown)));
  }

  /** What is written of an entry that is there: its classes too, where it lacks one. */
  private Map<String, String> written(Wanted wanted, SearchResultEntry entry) {
    Map<String, String> written = new LinkedHashMap<>();
    wanted.attributes().forEach(one -> written.put(one.ldapName(), spelling.apply(one)));
    String[] values = entry.getObjectClassValues();
    Set<String> has = values == null ? Set.of() : new HashSet<>(Arrays.asList(values));
    if (!written.keySet().stream().allMatch(one -> classes.allow(has, one))) {
      written.put(CLASSES, CLASSES);
    }
    return written;
  }

  private Fact absent(Wanted wanted) throws LDAPException {
    Entry entry = entry(wanted);
    String above = String.valueOf(entry.getParentDNString());
    if (connection.getEntry(above, "1.1") == null) {
      return Fact.problem(
          "there is no entry %s, or %s may not read it: %s cannot be made below it"
              .formatted(above, account, entry.getRDN()),
          "");
    }
    boolean often = wanted.making() == Making.OFTEN;
    String what = often ? "entries below " + above : "the entry " + wanted.dn();
    List<String> lacking = classes.lacking(wanted.made().classes());
    if (!lacking.isEmpty()) {
      return Fact.problem(
          "the schema lacks the class %s, so %s cannot be made"
              .formatted(String.join(" and ", lacking), what),
          "");
    }
    Optional<Boolean> may = trial.mayMake(connection, entry);
    if (may.isPresent() && may.get()) {
      return Fact.good("%s may make %s".formatted(account, what));
    }
    List<String> attributes =
        wanted.attributes().stream().map(CertificateAttribute::ldapName).toList();
    String cure = cures.apply(wanted.dn()).makeEntry(entry, often, attributes);
    return may.isPresent()
        ? Fact.problem("%s may not make %s".formatted(account, what), cure)
        : new Fact(
            Fact.Kind.GOOD,
            "whether %s may make %s is not known: the server cannot be asked%s"
                .formatted(account, what, cure.isEmpty() ? "" : "; this is how it is granted:"),
            cure);
  }

  private static String made(Wanted wanted) {
    return wanted.made().classes().isEmpty()
        ? ""
        : Cures.ldif(List.of(new LDIFAddChangeRecord(entry(wanted))));
  }

  private static Entry entry(Wanted wanted) {
    Entry entry = new Entry(wanted.dn());
    entry.addAttribute(new Attribute(CLASSES, wanted.made().classes()));
    wanted
        .made()
        .others()
        .forEach(
            (name, values) ->
                entry.addAttribute(
                    new Attribute(name, values.stream().map(Der::toBytes).toArray(byte[][]::new))));
    return entry;
  }
}
