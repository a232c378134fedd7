package org.certpublisher.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.certpublisher.config.PublicationSettings.Cron;
import org.certpublisher.config.PublicationSettings.Every;
import org.certpublisher.config.PublicationSettings.Extras;
import org.certpublisher.config.PublicationSettings.Schedule;
import org.certpublisher.config.PublicationSettings.Signer;
import org.certpublisher.config.yaml.Conversions;
import org.certpublisher.config.yaml.CronText;
import org.certpublisher.config.yaml.Spelling;
import org.certpublisher.config.yaml.YamlMap;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.EntryLimits;
import org.certpublisher.plan.Policy;
import org.certpublisher.plan.creation.Template;
import org.certpublisher.reconcile.publishing.Limits;

/** Reads an entry of {@code publications}. */
final class PublicationReader {
  static final String[] KEYS = {
    "name",
    "authorities",
    "directory",
    "mode",
    "attributes",
    "profile",
    "select",
    "keep",
    "expired",
    "unknown",
    "guard",
    "limits",
    "signer",
    "schedule",
    "ca-entry",
    "create-missing"
  };

  private static final List<String> ONLY_PEOPLE = List.of("select", "keep", "signer");
  private static final List<String> ONLY_AUTHORITIES = List.of("ca-entry");

  private static final Map<String, Template.Kind> CLASSES =
      YamlMap.words(
          Template.Kind.INET_ORG_PERSON.objectClass(), Template.Kind.INET_ORG_PERSON,
          Template.Kind.CONTACT.objectClass(), Template.Kind.CONTACT);
  private static final Map<String, Policy.Mode> MODES = modes();
  private static final Schedule DEFAULT = new Every(Duration.ofMinutes(5), Duration.ZERO);

  private final YamlMap map;
  private final FileReader files;

  PublicationReader(YamlMap map, FileReader files) {
    this.map = map;
    this.files = files;
  }

  private static Map<String, Policy.Mode> modes() {
    Map<String, Policy.Mode> modes = new LinkedHashMap<>();
    modes.put("report", Policy.Mode.REPORT);
    modes.put("add-only", Policy.Mode.ADD_ONLY);
    modes.put("full", Policy.Mode.FULL);
    return modes;
  }

  PublicationSettings read() {
    map.require("name", "a name for this publication");
    String name = map.value("name", "", Conversions::name);
    List<String> authorities = map.texts("authorities");
    if (authorities.isEmpty()) {
      map.missing("authorities", "names of authorities");
    }
    String directory = map.text("directory", "the name of a directory");
    boolean ca = map.word("profile", false, YamlMap.words("smime-encryption", false, "ca", true));
    for (String key : ca ? ONLY_PEOPLE : ONLY_AUTHORITIES) {
      if (map.has(key)) {
        map.problem(key, "belongs to profile " + (ca ? "smime-encryption" : "ca") + " only");
      }
    }
    return new PublicationSettings(
        name,
        authorities,
        directory,
        policy(ca),
        limits(),
        new Extras(
            signer(),
            schedule(),
            ca ? Optional.of(authorityEntries(authorities)) : Optional.empty(),
            ca ? Optional.empty() : missing()));
  }

  private PublicationSettings.Authorities authorityEntries(List<String> authorities) {
    List<PublicationSettings.Entry> entries = new ArrayList<>();
    map.optionalMap("ca-entry", authorities.toArray(new String[0]))
        .ifPresent(
            own ->
                authorities.stream()
                    .filter(own::has)
                    .map(
                        name ->
                            new PublicationSettings.Entry(
                                name, own.value(name, "", Conversions::dn)))
                    .forEach(entries::add));
    return new PublicationSettings.Authorities(entries, map.flag("create-missing", false));
  }

  /** Of people, how entries are made; of authorities it is only whether they are. */
  private Optional<Template> missing() {
    if (map.isScalar("create-missing")) {
      return map.value("create-missing", Optional.empty(), PublicationReader::noTemplate);
    }
    Optional<YamlMap> own = map.optionalMap("create-missing", "base", "class");
    own.ifPresent(
        template -> {
          template.require("base", "the name below which entries are made");
          template.require("class", "inetOrgPerson, or in Active Directory contact");
        });
    return own.map(
        template ->
            new Template(
                template.word("class", Template.Kind.INET_ORG_PERSON, CLASSES),
                template.value("base", "", Conversions::dn)));
  }

  private static Optional<Template> noTemplate(String text) {
    if (!text.equals("false")) {
      throw new IllegalArgumentException(
          "false, or { base: \"ou=Partners,dc=example,dc=com\", class: inetOrgPerson }");
    }
    return Optional.empty();
  }

  private Policy policy(boolean ca) {
    map.require("mode", "report, add-only or full: it has no default, choose it");
    return new Policy(
        map.word("mode", Policy.Mode.REPORT, MODES),
        attributes(ca ? CertificateAttribute.AUTHORITIES : CertificateAttribute.PEOPLE),
        select(),
        map.word(
            "keep",
            Policy.Keep.NEWEST,
            YamlMap.words("newest", Policy.Keep.NEWEST, "all-valid", Policy.Keep.ALL_VALID)),
        removal(),
        guard());
  }

  /** Those that are named; else both of people, the certificates and complete lists of CAs. */
  private Set<CertificateAttribute> attributes(Set<CertificateAttribute> allowed) {
    Set<CertificateAttribute> found = EnumSet.noneOf(CertificateAttribute.class);
    for (String text : map.texts("attributes")) {
      Optional<CertificateAttribute> attribute =
          allowed.stream().filter(one -> one.ldapName().equalsIgnoreCase(text)).findFirst();
      if (attribute.isEmpty()) {
        map.problem(
            "attributes",
            "found \""
                + YamlMap.shown(text)
                + "\", expected "
                + (allowed.equals(CertificateAttribute.PEOPLE)
                    ? "userCertificate, userSMIMECertificate or both"
                    : "some of " + names(allowed))
                + Spelling.suggest(text, names(allowed), ""));
      }
      attribute.ifPresent(found::add);
    }
    if (!found.isEmpty()) {
      return found;
    }
    return allowed.equals(CertificateAttribute.PEOPLE)
        ? allowed
        : EnumSet.of(
            CertificateAttribute.CA_CERTIFICATE, CertificateAttribute.CERTIFICATE_REVOCATION_LIST);
  }

  private static List<String> names(Set<CertificateAttribute> attributes) {
    return attributes.stream().map(CertificateAttribute::ldapName).toList();
  }

  private Policy.Select select() {
    Optional<YamlMap> own = map.optionalMap("select", "templates", "policies");
    if (own.isEmpty()) {
      return Policy.Select.ALL;
    }
    YamlMap select = own.get();
    List<String> policies = select.texts("policies");
    for (String policy : policies) {
      if (!policy.matches("[0-2](\\.[0-9]+)+")) {
        select.problem(
            "policies", "found \"" + YamlMap.shown(policy) + "\", expected an OID such as 1.2.3");
      }
    }
    return new Policy.Select(select.texts("templates"), policies);
  }

  private Policy.Removal removal() {
    Optional<YamlMap> expired = map.optionalMap("expired", "withdraw", "grace");
    boolean unknown = map.word("unknown", false, YamlMap.words("keep", false, "withdraw", true));
    return new Policy.Removal(
        expired.map(own -> own.flag("withdraw", true)).orElse(true),
        expired
            .map(own -> own.value("grace", Duration.ZERO, Conversions::duration))
            .orElse(Duration.ZERO),
        unknown);
  }

  private Policy.GuardLimits guard() {
    Optional<YamlMap> limits =
        map.optionalMap("guard", "withdrawals")
            .flatMap(guard -> guard.optionalMap("withdrawals", "percent", "at-least"));
    return new Policy.GuardLimits(
        limits.map(own -> own.number("percent", 5, 0, 100)).orElse(5),
        limits.map(own -> own.number("at-least", 10, 0, Integer.MAX_VALUE)).orElse(10));
  }

  private Limits limits() {
    Optional<YamlMap> limits =
        map.optionalMap(
            "limits", "changes-per-run", "per-second", "values", "bytes", "values-together");
    return limits
        .map(
            own ->
                new Limits(
                    own.number("changes-per-run", 0, 0, Integer.MAX_VALUE),
                    own.number("per-second", 0, 0, Integer.MAX_VALUE),
                    new EntryLimits(
                        limit(own, "values"), limit(own, "bytes"), limit(own, "values-together"))))
        .orElse(Limits.NONE);
  }

  private static EntryLimits.Limit limit(YamlMap limits, String key) {
    return limits
        .optionalMap(key, "warn", "stop")
        .map(own -> new EntryLimits.Limit(most(own, "warn"), most(own, "stop"), ""))
        .orElse(EntryLimits.Limit.NONE);
  }

  private static Optional<Integer> most(YamlMap limit, String key) {
    return limit.has(key)
        ? Optional.of(limit.number(key, 0, 0, Integer.MAX_VALUE))
        : Optional.empty();
  }

  private Optional<Signer> signer() {
    Optional<YamlMap> own = map.optionalMap("signer", Passwords.keys("file"));
    if (own.isEmpty()) {
      return Optional.empty();
    }
    YamlMap signer = own.get();
    signer.require("file", "a PKCS#12 file");
    if (!Passwords.given(signer)) {
      signer.missing("password-file", "a file with the password of the PKCS#12 file");
    }
    Optional<Secret> password = Passwords.read(signer, files);
    return signer.value(
        "file",
        Optional.empty(),
        text -> {
          Path file = files.file(text);
          return password.map(secret -> new Signer(file, files.signer(file, secret)));
        });
  }

  private Schedule schedule() {
    if (map.isScalar("schedule")) {
      return map.value(
          "schedule", DEFAULT, text -> new Cron(CronText.checked(text), Duration.ZERO));
    }
    Optional<YamlMap> own = map.optionalMap("schedule", "every", "cron", "jitter");
    return own.map(PublicationReader::schedule).orElse(DEFAULT);
  }

  private static Schedule schedule(YamlMap own) {
    Duration jitter = own.value("jitter", Duration.ZERO, Conversions::duration);
    if (own.has("every") && own.has("cron")) {
      own.problem("cron", "is there beside every, expected one of both");
    } else if (own.has("cron")) {
      return own.value("cron", DEFAULT, text -> new Cron(CronText.checked(text), jitter));
    } else {
      own.require("every", "an interval such as PT5M, or cron");
    }
    return own.value("every", DEFAULT, text -> new Every(interval(text), jitter));
  }

  private static Duration interval(String text) {
    Duration interval = Conversions.duration(text);
    if (interval.toSeconds() < 1) {
      throw new IllegalArgumentException("an interval of at least PT1S");
    }
    return interval;
  }
}
