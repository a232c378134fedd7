package org.certpublisher.directory.ldap;

import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DeleteRequest;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPRequest;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.UpdatableLDAPRequest;
import com.unboundid.ldap.sdk.controls.AssertionRequestControl;
import com.unboundid.ldap.sdk.controls.PermissiveModifyRequestControl;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.certpublisher.cert.Der;
import org.certpublisher.directory.AttributeChange;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.Spelling;
import org.certpublisher.directory.StoredValue;
import org.certpublisher.directory.ldap.wire.EntryDecoder;

/**
 * Writes a change as one operation, a modify (RFC 4511, section 4.6) or the add (section 4.7) that
 * makes the entry. Deletions come before additions, because OpenLDAP holds two certificates of one
 * issuer and serial number for the same value. No value is named twice in an operation: Samba 4.17
 * would store it twice.
 */
final class ChangeEncoder {
  private static final String CLASSES = "objectClass";

  private final Server server;

  ChangeEncoder(Server server) {
    this.server = server;
  }

  /**
   * The operation.
   *
   * @param version what is asserted; empty for none
   */
  LDAPRequest encode(EntryChange change, String version) {
    return change.frame().created() ? creation(change) : modify(change, version);
  }

  /** The delete of an entry (RFC 4511, section 4.8): every server refuses it above others. */
  DeleteRequest removal(EntryChange change, String version) {
    DeleteRequest request = new DeleteRequest(change.dn());
    guard(request, version);
    return request;
  }

  private void guard(UpdatableLDAPRequest request, String version) {
    if (server.assertion() && !version.isEmpty()) {
      request.addControl(
          new AssertionRequestControl(Filter.createEqualityFilter(EntryDecoder.VERSION, version)));
    }
  }

  private AddRequest creation(EntryChange change) {
    List<Attribute> attributes = new ArrayList<>();
    attributes.add(new Attribute(CLASSES, change.frame().classes()));
    change
        .frame()
        .others()
        .forEach(
            (name, values) ->
                attributes.add(
                    new Attribute(name, values.stream().map(Der::view).toArray(byte[][]::new))));
    for (AttributeChange attribute : change.attributes()) {
      attributes.add(
          new Attribute(
              server.form(attribute.attribute()).description(),
              published(attribute).stream().map(Der::view).toArray(byte[][]::new)));
    }
    return new AddRequest(change.dn(), attributes);
  }

  private ModifyRequest modify(EntryChange change, String version) {
    List<Modification> modifications = new ArrayList<>();
    if (!change.frame().removed() && !change.frame().classes().isEmpty()) {
      modifications.add(
          new Modification(
              ModificationType.ADD, CLASSES, change.frame().classes().toArray(new String[0])));
    }
    for (AttributeChange attribute : change.attributes()) {
      Spelling form = server.form(attribute.attribute());
      if (form.singleValues()) {
        valueByValue(attribute, form, modifications);
      } else {
        wholeSets(attribute, form, modifications);
      }
    }
    ModifyRequest request = new ModifyRequest(change.dn(), modifications);
    guard(request, version);
    if (server.controls().permissive()) {
      request.addControl(new PermissiveModifyRequestControl(false));
    }
    return request;
  }

  private static void valueByValue(
      AttributeChange change, Spelling form, List<Modification> modifications) {
    byDescription(change.withdraw().stream().map(AttributeChange.Withdrawal::value).toList())
        .forEach(
            (description, values) ->
                modifications.add(modification(ModificationType.DELETE, description, values)));
    Set<Der> published = published(change);
    if (!published.isEmpty()) {
      modifications.add(modification(ModificationType.ADD, form.description(), published));
    }
  }

  /** Sets the values anew under each description that gains or loses one, and under no other. */
  private static void wholeSets(
      AttributeChange change, Spelling form, List<Modification> modifications) {
    Map<String, Set<Der>> sets = byDescription(change.kept());
    Set<String> touched = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    change.withdraw().forEach(gone -> touched.add(gone.value().description()));
    if (!change.publish().isEmpty()) {
      touched.add(form.description());
      sets.computeIfAbsent(form.description(), absent -> new LinkedHashSet<>())
          .addAll(published(change));
    }
    for (String description : touched) {
      modifications.add(
          modification(
              ModificationType.REPLACE, description, sets.getOrDefault(description, Set.of())));
    }
  }

  private static Set<Der> published(AttributeChange change) {
    Set<Der> values = new LinkedHashSet<>();
    change.publish().forEach(value -> values.add(value.bytes()));
    return values;
  }

  private static Map<String, Set<Der>> byDescription(List<StoredValue> values) {
    Map<String, Set<Der>> sets = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (StoredValue value : values) {
      sets.computeIfAbsent(value.description(), absent -> new LinkedHashSet<>()).add(value.bytes());
    }
    return sets;
  }

  private static Modification modification(
      ModificationType type, String description, Collection<Der> values) {
    return new Modification(
        type, description, values.stream().map(Der::view).toArray(byte[][]::new));
  }
}
