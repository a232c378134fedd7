package org.certpublisher.report;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.certpublisher.cert.Sha256;
import org.certpublisher.client.MailClient;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.DirectoryDescription;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.Outcome;
import org.certpublisher.directory.Spelling;
import org.certpublisher.plan.Action;
import org.certpublisher.plan.GuardVerdict;
import org.certpublisher.plan.Judgement;
import org.certpublisher.plan.Policy;
import org.certpublisher.plan.State;
import org.certpublisher.source.Severity;
import org.certpublisher.source.SourceFinding;

/** A fixed report with every state, every kind of change and outcome, and texts that mean harm. */
public final class SampleReport {

  static final Instant NOW = Instant.parse("2026-11-24T09:30:00Z");

  /** Texts as a holder of a certificate could choose them. */
  static final List<String> HOSTILE =
      List.of(
          "CN=<script>alert('mallory')</script>",
          "CN=\" onmouseover=\"alert(1)",
          "CN=\u001b[2J\u001b]0;owned\u0007Mallory\u009b31m",
          "CN=gnp.\u202efdp.exe\u200b\u2066",
          "CN=two\r\nlines\tand\u2028more\u0000",
          "=cmd|'/c calc'!A1",
          "+49 30 1234",
          "-2+3",
          "@SUM(A1)",
          "CN=</noscript></template></style><b>&amp;",
          "CN=山田\u3000太郎, O=例え株式会社 \ud83d\ude80, OU=שלום",
          "CN={{name}} ${x} %s \\u202e");

  private SampleReport() {}

  /** The plan, nothing written. */
  public static Report plan() {
    return report(0, Map.of(), judgements(), List.of());
  }

  /** The same after a run in which not all went well. */
  static Report run() {
    Map<Outcome.Kind, Integer> applied = new EnumMap<>(Outcome.Kind.class);
    List<Report.EntryOutcome> outcomes = new ArrayList<>();
    for (Outcome.Kind kind : Outcome.Kind.values()) {
      applied.put(kind, kind == Outcome.Kind.DONE ? 1234 : 1);
      if (kind != Outcome.Kind.DONE) {
        outcomes.add(
            new Report.EntryOutcome(
                dn(Wording.lower(kind)),
                new Outcome(kind, "LDAP result of " + kind + " <b>\u001b[1m: look")));
      }
    }
    return report(17, applied, judgements(), outcomes);
  }

  /** A plan with so many findings of every state besides. */
  static Report many(int rows) {
    List<State> states = new ArrayList<>(List.of(State.values()));
    states.addAll(Collections.nCopies(30, State.NO_ENTRY));
    states.addAll(Collections.nCopies(20, State.FOREIGN));
    List<Judgement> all = new ArrayList<>(judgements());
    for (int i = 0; i < rows; i++) {
      State state = states.get(i % states.size());
      all.add(
          judgement(
              state,
              Action.NONE,
              state == State.NO_ENTRY ? "" : dn("person" + i),
              subject(100_000 + i, "CN=Person " + i, i % 400)));
    }
    return report(0, Map.of(), all, List.of());
  }

  private static Report report(
      long run,
      Map<Outcome.Kind, Integer> applied,
      List<Judgement> judgements,
      List<Report.EntryOutcome> outcomes) {
    Map<State, Integer> states = new EnumMap<>(State.class);
    judgements.forEach(one -> states.merge(one.state(), 1, Integer::sum));
    states.merge(State.PUBLISHED, 41_000, Integer::sum);
    Summary summary =
        new Summary(
            scope(run),
            new Summary.InventoryLines(
                "",
                50_240,
                List.of(
                    "openssl /srv/ca/index.txt: 50,240 certificates, read 2026-11-24T09:30:00Z",
                    "CRL 1207 of <CN=Corp CA>, next update 2026-11-25T04:00:00Z\u001b[31m",
                    "CRL http://pki.example.com/old.crl: stale since 2026-11-20T04:00:00Z")),
            new Summary.Figures(
                48_112,
                states,
                actions(judgements, Action.PUBLISH),
                actions(judgements, Action.WITHDRAW),
                List.of(812, 1_790, 2_333),
                clients(-3),
                clients(2)),
            new GuardVerdict(
                true,
                2,
                41_000,
                "2 of 41,000 published certificates would be withdrawn, more than the guard allows"
                    + " (1 and 0 %). If that is right, allow it once: cert-publisher apply"
                    + " --allow-withdrawals 2"),
            applied,
            Map.of());
    return new Report(summary, new Fixed(judgements, SampleChanges.changes(judgements), outcomes));
  }

  private static int actions(List<Judgement> judgements, Action action) {
    return (int) judgements.stream().filter(one -> one.action() == action).count();
  }

  private static Summary.Scope scope(long run) {
    return new Summary.Scope(
        "smime",
        Policy.Mode.FULL,
        new DirectoryDescription(
            "OpenLDAP 2.6.7 <i>",
            "ldaps://dc1.example.com",
            Map.of(
                CertificateAttribute.USER_CERTIFICATE,
                new Spelling("userCertificate;binary", true, false),
                CertificateAttribute.USER_SMIME_CERTIFICATE,
                new Spelling("userSMIMECertificate", false, false)),
            List.of(),
            ""),
        "(mail=*@example.com)",
        run,
        NOW);
  }

  private static Map<MailClient, Integer> clients(int difference) {
    Map<MailClient, Integer> entries = new EnumMap<>(MailClient.class);
    int entry = 40_000;
    for (MailClient client : MailClient.values()) {
      entries.put(client, entry + difference);
      entry -= 1_111;
    }
    return entries;
  }

  static String dn(String uid) {
    return "uid=" + uid + ",ou=People,dc=example,dc=com";
  }

  private static Judgement.Subject subject(int number, String name, int days) {
    return new Judgement.Subject(
        identity(number),
        String.format("%016x", number * 0x9E3779B97F4A7C15L),
        name,
        "CN=Corp CA,O=Corp",
        "person" + number + "@example.com",
        NOW.plus(Duration.ofDays(days)));
  }

  private static String identity(int number) {
    return Sha256.of(("certificate " + number).getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static Judgement judgement(
      State state, Action action, String dn, Judgement.Subject subject) {
    return new Judgement(
        state, action, state.severity(), dn, subject, Wording.title(state) + " because of a fact.");
  }

  /** Every state once without an action, the actions, then the hostile texts everywhere. */
  private static List<Judgement> judgements() {
    List<Judgement> all = new ArrayList<>();
    int number = 1;
    for (State state : State.values()) {
      String dn = state == State.NO_ENTRY ? "" : dn("finding" + number);
      int days = state == State.EXPIRED ? -9 : state == State.PUBLISHED ? 12 : 20 * number;
      Judgement.Subject subject = subject(number, "CN=Finding " + number, days);
      if (state == State.UNREADABLE) {
        subject = new Judgement.Subject(identity(number), "", "", "", "", Instant.EPOCH);
      }
      all.add(judgement(state, Action.NONE, dn, subject));
      number++;
    }
    all.add(judgement(State.MISSING, Action.PUBLISH, dn("anna"), subject(31, "CN=Anna", 365)));
    all.add(judgement(State.MISSING, Action.PUBLISH, dn("bert"), subject(32, "CN=Bert", 365)));
    all.add(judgement(State.SUPERSEDED, Action.WITHDRAW, dn("bert"), subject(33, "CN=Bert", 20)));
    all.add(judgement(State.REVOKED, Action.WITHDRAW, dn("carl"), subject(34, "CN=Carl", 100)));
    all.add(judgement(State.EXPIRED, Action.HELD, dn("dora"), subject(35, "CN=Dora", -40)));
    all.add(judgement(State.REVOKED, Action.HELD, dn("emil"), subject(36, "CN=Emil", 40)));
    all.add(judgement(State.EXPIRED, Action.LEAVE, dn("fred"), subject(37, "CN=Fred", -4)));
    for (String text : HOSTILE) {
      number = 50 + HOSTILE.indexOf(text);
      Judgement.Subject subject =
          new Judgement.Subject(identity(number), text, text, text, text, NOW);
      all.add(new Judgement(State.FOREIGN, Action.NONE, Severity.INFO, text, subject, text));
      all.add(
          new Judgement(
              State.MISSING,
              Action.PUBLISH,
              Severity.INFO,
              "cn=" + text.replaceAll("[=+,;<>\"\\\\\u0000]", "_") + ",dc=example",
              new Judgement.Subject(identity(number + 50), text, text, text, text, NOW),
              text));
    }
    return List.copyOf(all);
  }

  private record Fixed(
      List<Judgement> judgements, List<EntryChange> changes, List<Report.EntryOutcome> outcomes)
      implements Report.Rows {
    @Override
    public void judgements(Consumer<Judgement> consumer) {
      judgements.forEach(consumer);
    }

    @Override
    public void changes(BiConsumer<EntryChange, List<Judgement>> consumer) {
      changes.forEach(
          change -> consumer.accept(change, SampleChanges.judgementsOn(change.dn(), judgements)));
    }

    @Override
    public void findings(Consumer<SourceFinding> consumer) {
      consumer.accept(
          new SourceFinding(
              Severity.WARNING,
              "/srv/ca/newcerts/0A<b>.pem",
              "not a certificate; expected PEM or DER.\u001b[31m Look at the file"));
      consumer.accept(
          new SourceFinding(
              Severity.ERROR, "index.txt line 7", "issuer is ours, signature is not: an impostor"));
    }

    @Override
    public void outcomes(Consumer<Report.EntryOutcome> consumer) {
      outcomes.forEach(consumer);
    }
  }
}
