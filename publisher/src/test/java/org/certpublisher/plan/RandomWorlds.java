package org.certpublisher.plan;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Revocation;
import org.certpublisher.cert.RevocationReason;
import org.certpublisher.cert.Sha256;
import org.certpublisher.cert.match.MatchRule;
import org.certpublisher.cert.match.MatchRules;
import org.certpublisher.cert.match.SubjectField;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.EntryLimits;
import org.certpublisher.directory.StoredValue;
import org.certpublisher.source.Inventory;
import org.certpublisher.testing.TestCa;
import org.certpublisher.testing.TestCertificate;
import org.certpublisher.testing.TestKey;

/** Worlds made from seeds: the same seed is the same world. */
final class RandomWorlds {
  private static final String[] MAILBOXES = {
    "a@example.com", "b@example.com", "c@example.com", "A@example.com"
  };

  private static final String[] PROXIES = {
    "SMTP:a@example.com", "smtp:b@example.com", "smtp:c@example.com", "x500:a@example.com"
  };
  private static final String[] NAMES = {"p@corp.example", "q@corp.example", "r@corp.example"};
  private static final MatchRule NUMBER =
      MatchRule.of("employeeNumber", SubjectField.of("serialNumber").orElseThrow());
  private static final List<MatchRules> RULES =
      List.of(
          MatchRules.MAIL,
          MatchRules.MAIL,
          MatchRules.of("mail", "proxyAddresses", "userPrincipalName"),
          MatchRules.of("userPrincipalName", "mail"),
          new MatchRules(List.of(NUMBER, MatchRule.of("proxyAddresses"))));

  private final List<Certificate> ours = new ArrayList<>();
  private final List<Certificate> foreign = new ArrayList<>();

  /** A world and what was decided about it. */
  record Case(long seed, World world, Map<Sha256, Revocation> revocations) {
    Revocation revocation(Sha256 identity) {
      return revocations.getOrDefault(identity, Revocation.good("nobody"));
    }
  }

  RandomWorlds() {
    Random random = new Random(1);
    TestCa[] cas = {World.CA, World.CA, World.OTHER};
    for (int i = 0; i < 60; i++) {
      ours.add(certificate(cas[random.nextInt(cas.length)], random));
    }
    TestCa[] others = {World.CA.impostor(), TestCa.create("elsewhere")};
    for (int i = 0; i < 12; i++) {
      foreign.add(certificate(others[i % 2], random));
    }
  }

  /** Certificates of our authorities. */
  List<Certificate> ours() {
    return List.copyOf(ours);
  }

  /** Certificates of others, impostors among them. */
  List<Certificate> foreign() {
    return List.copyOf(foreign);
  }

  /** The world of a seed. */
  Case make(long seed) {
    Random random = new Random(seed);
    World world = new World().match(any(RULES, random));
    Map<Sha256, Revocation> revocations = new HashMap<>();
    List<Certificate> issued = some(ours, 10, random);
    for (Certificate one : issued) {
      Revocation revocation = revocation(random);
      revocations.put(one.sha256(), revocation);
      world.issued(one, revocation);
      if (random.nextInt(15) == 0) {
        world.gone(one);
      }
    }
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      world.entry("uid=" + i, attributes(random), values(issued, random));
    }
    world.policy(policy(random));
    world.limits = any(List.of(EntryLimits.NONE, EntryLimits.NONE, limits(random)), random);
    if (random.nextInt(8) == 0) {
      world.completeness(Inventory.Completeness.SHRUNKEN);
    }
    return new Case(seed, world, revocations);
  }

  private static EntryLimits limits(Random random) {
    EntryLimits.Limit[] limits = new EntryLimits.Limit[3];
    Arrays.fill(limits, EntryLimits.Limit.NONE);
    int which = random.nextInt(3);
    int most = (1 + random.nextInt(4)) * (which == 1 ? 900 : 1);
    limits[which] = new EntryLimits.Limit(Optional.of(most), Optional.of(most), "");
    return new EntryLimits(limits[0], limits[1], limits[2]);
  }

  private static Map<String, String> attributes(Random random) {
    Map<String, String> attributes = new HashMap<>();
    attributes.put(
        "mail", String.join(" ", some(List.of(MAILBOXES), 1 + random.nextInt(2), random)));
    List<String> proxies = some(List.of(PROXIES), 2, random);
    attributes.put("proxyAddresses", String.join(" ", proxies));
    attributes.put("userPrincipalName", any(List.of(NAMES), random));
    attributes.put("employeeNumber", Integer.toString(random.nextInt(4)));
    return attributes;
  }

  private StoredValue[] values(List<Certificate> issued, Random random) {
    Set<StoredValue> values = new HashSet<>();
    for (int i = random.nextInt(7); i > 0; i--) {
      List<List<Certificate>> where = List.of(foreign, ours, issued, issued, issued);
      Certificate one = any(any(where, random), random);
      switch (random.nextInt(8)) {
        case 0 -> values.add(World.plain(one));
        case 1 -> values.add(World.smime(one));
        case 2 -> values.add(World.smime(one.der()));
        case 3 -> values.add(World.plain(garbage(random)));
        case 4 -> values.add(World.smime(garbage(random)));
        case 5 ->
            values.add(
                World.smime(
                    World.ENCODER.encode(
                        one.der(),
                        List.of(any(random.nextBoolean() ? ours : foreign, random).der()))));
        default -> Collections.addAll(values, World.both(one));
      }
    }
    return values.toArray(new StoredValue[0]);
  }

  private static Certificate certificate(TestCa ca, Random random) {
    Set<String> names = new HashSet<>();
    for (int i = random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(2); i > 0; i--) {
      names.add(MAILBOXES[random.nextInt(MAILBOXES.length)]);
    }
    Instant from = TestCa.NOW.plus(Duration.ofDays(random.nextInt(500) - 460));
    TestCertificate leaf =
        ca.leaf(names.toArray(new String[0]))
            .valid(from, from.plus(Duration.ofDays(100 + random.nextInt(500))));
    if (random.nextInt(3) == 0) {
      leaf.subject("CN=someone,SERIALNUMBER=" + random.nextInt(4));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      leaf.userPrincipalName(NAMES[random.nextInt(NAMES.length)]);
    }
    switch (random.nextInt(8)) {
      case 0 -> leaf.usage(KeyUsage.digitalSignature);
      case 1 -> leaf.key(TestKey.Kind.EC).usage(KeyUsage.keyAgreement);
      case 2 -> leaf.extension("1.2.3.4", false, new byte[32_730 - random.nextInt(2) * 1_200]);
      case 3 -> leaf.templateName("CorpSMIME");
      default -> leaf.policies("1.2.3");
    }
    return leaf.issue();
  }

  private static <T> T any(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }

  private static <T> List<T> some(List<T> all, int atMost, Random random) {
    List<T> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, random);
    return shuffled.subList(0, Math.min(all.size(), 1 + random.nextInt(atMost)));
  }

  private static Revocation revocation(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> Revocation.revoked(RevocationReason.UNSPECIFIED, Instant.EPOCH, "index.txt line 1");
      case 1 ->
          Revocation.revoked(RevocationReason.CERTIFICATE_HOLD, TestCa.NOW, "index.txt line 2");
      case 2 -> Revocation.unknown("no CRL");
      default -> Revocation.good("index.txt");
    };
  }

  private static Der garbage(Random random) {
    return Der.wrap(("garbage " + random.nextInt(3)).getBytes(StandardCharsets.UTF_8));
  }

  private static Policy policy(Random random) {
    Set<CertificateAttribute> attributes =
        random.nextInt(5) == 0
            ? Set.of(any(List.copyOf(CertificateAttribute.PEOPLE), random))
            : CertificateAttribute.PEOPLE;
    return new Policy(
        any(List.of(Policy.Mode.values()), random),
        attributes,
        random.nextInt(4) == 0
            ? new Policy.Select(List.of("CorpSMIME"), List.of("1.2.3"))
            : Policy.Select.ALL,
        random.nextInt(4) == 0 ? Policy.Keep.ALL_VALID : Policy.Keep.NEWEST,
        new Policy.Removal(
            random.nextInt(3) > 0,
            Duration.ofDays(random.nextInt(3) * 20L),
            random.nextInt(4) == 0),
        World.DEFAULT.guard());
  }
}
