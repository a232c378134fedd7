package org.certpublisher.demo;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.cert.x509.CertificateParser;
import org.certpublisher.cert.x509.MalformedCertificateException;
import org.certpublisher.client.LookUp;
import org.certpublisher.client.MailClient;
import org.certpublisher.cms.MalformedSmimeException;
import org.certpublisher.cms.SmimeDecoder;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.HeldCertificate;

/** What the directory answers, and what each mail client makes of the answer. */
final class LookUps {
  private final Map<String, SearchResultEntry> entries;

  private LookUps(Map<String, SearchResultEntry> entries) {
    this.entries = entries;
  }

  /** Looks everybody up. */
  static LookUps of(EmbeddedDirectory directory) throws LDAPException {
    Map<String, SearchResultEntry> entries = new HashMap<>();
    for (SearchResultEntry entry : directory.people()) {
      entries.put(entry.getRDN().getAttributeValues()[0], entry);
    }
    return new LookUps(entries);
  }

  /** The values of userCertificate, in no order. */
  Set<Der> userCertificate(String uid) {
    return Set.copyOf(values(uid, CertificateAttribute.USER_CERTIFICATE));
  }

  /** The certificates that the values of userSMIMECertificate are about. */
  Set<Der> userSmimeCertificate(String uid) {
    return values(uid, CertificateAttribute.USER_SMIME_CERTIFICATE).stream()
        .map(LookUps::leaf)
        .flatMap(Optional::stream)
        .map(Certificate::der)
        .collect(Collectors.toSet());
  }

  /** The clients that can encrypt to a mailbox of the entry. */
  Set<MailClient> encryptable(Part part, Instant now) {
    List<HeldCertificate> held = held(part.uid());
    Set<MailClient> clients = EnumSet.noneOf(MailClient.class);
    for (MailClient client : MailClient.values()) {
      for (String mail : part.mails()) {
        if (client.canEncrypt(new LookUp(Mailbox.of(mail), held, now))) {
          clients.add(client);
        }
      }
    }
    return clients;
  }

  /** How many of these each client can encrypt to. */
  Map<MailClient, Integer> reach(List<Part> parts, Instant now) {
    Map<MailClient, Integer> reach = new TreeMap<>();
    for (MailClient client : MailClient.values()) {
      reach.put(
          client,
          (int) parts.stream().filter(part -> encryptable(part, now).contains(client)).count());
    }
    return reach;
  }

  private List<HeldCertificate> held(String uid) {
    List<HeldCertificate> held = new ArrayList<>();
    for (CertificateAttribute attribute : CertificateAttribute.PEOPLE) {
      for (Der value : values(uid, attribute)) {
        (attribute == CertificateAttribute.USER_CERTIFICATE ? certificate(value) : leaf(value))
            .map(c -> new HeldCertificate(attribute, description(uid, attribute), c.summary()))
            .ifPresent(held::add);
      }
    }
    return held;
  }

  private List<Der> values(String uid, CertificateAttribute attribute) {
    return attribute(uid, attribute)
        .map(found -> Arrays.stream(found.getValueByteArrays()).map(Der::copyOf).toList())
        .orElse(List.of());
  }

  private String description(String uid, CertificateAttribute attribute) {
    return attribute(uid, attribute).map(Attribute::getName).orElse("");
  }

  private Optional<Attribute> attribute(String uid, CertificateAttribute attribute) {
    return Optional.ofNullable(entries.get(uid)).stream()
        .flatMap(entry -> entry.getAttributes().stream())
        .filter(found -> found.getBaseName().equalsIgnoreCase(attribute.ldapName()))
        .findFirst();
  }

  private static Optional<Certificate> certificate(Der value) {
    try {
      return Optional.of(CertificateParser.parse(value));
    } catch (MalformedCertificateException e) {
      return Optional.empty();
    }
  }

  private static Optional<Certificate> leaf(Der value) {
    try {
      return SmimeDecoder.decode(value).leafCertificate();
    } catch (MalformedSmimeException e) {
      return Optional.empty();
    }
  }
}
