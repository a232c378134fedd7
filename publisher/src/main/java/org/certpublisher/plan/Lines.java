package org.certpublisher.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.certpublisher.cert.CertificateSummary;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.plan.Contents.Candidate;
import org.certpublisher.plan.Contents.Facts;
import org.certpublisher.plan.Contents.Odd;
import org.certpublisher.plan.Contents.Origin;
import org.certpublisher.plan.Judge.Decision;
import org.certpublisher.source.Inventory;
import org.certpublisher.source.Issued;
import org.certpublisher.source.Severity;

/** Makes the judgements: the lines of a report, in an order that no order of input changes. */
final class Lines {
  private static final Comparator<Judgement> ORDER =
      Comparator.comparing(Judgement::state)
          .thenComparing(line -> line.subject().identity())
          .thenComparing(Judgement::why);

  private final Judge judge;
  private final Sentences sentences;
  private final Instant now;

  Lines(Judge judge, Sentences sentences, Instant now) {
    this.judge = judge;
    this.sentences = sentences;
    this.now = now;
  }

  /**
   * One for each decision and each odd value, and one more for each certificate that shadows.
   *
   * @param warning what is wrong with the entry as a whole; empty when nothing is
   */
  List<Judgement> of(Contents contents, Contest contest, List<Decision> decisions, String warning) {
    String dn = contents.dn();
    List<Judgement> lines = new ArrayList<>();
    contents.odd().forEach(odd -> lines.add(odd(dn, odd)));
    List<Candidate> good =
        decisions.stream()
            .map(Decision::candidate)
            .filter(one -> contest.isWinner(one) && !one.plain().isEmpty())
            .sorted(Comparator.comparing(Candidate::summary, Contest.PREFERENCE))
            .toList();
    for (Decision decision : decisions) {
      lines.add(line(dn, contents, contest, decision));
      if (!good.isEmpty() && isShadowing(decision)) {
        lines.add(shadow(dn, decision, good.get(0)));
      }
    }
    lines.sort(ORDER);
    if (!warning.isEmpty() && !lines.isEmpty()) {
      Judgement about = lines.stream().filter(Lines::stands).findFirst().orElse(lines.get(0));
      lines.set(lines.indexOf(about), noted(about, warning));
    }
    return lines;
  }

  /**
   * Those that reach no entry, by the certificate's subject. What is revoked, on hold, expired, not
   * yet valid or not selected and in no entry besides is nobody's business; nor is a certificate
   * without a mailbox that is not for mail at all, as a server's.
   */
  void unplaced(Inventory inventory, Consumer<Judgement> consumer) {
    inventory.issued().stream()
        .filter(this::isUnplaced)
        .sorted(
            Comparator.comparing((Issued one) -> one.summary().names().subject())
                .thenComparing(Issued::sha256))
        .forEach(one -> unplaced(one, consumer));
  }

  private boolean isUnplaced(Issued issued) {
    List<Mailbox> mailboxes = issued.summary().mailboxes();
    return mailboxes.isEmpty()
        || mailboxes.stream().anyMatch(one -> judge.hit(issued.summary(), one).count() != 1);
  }

  private void unplaced(Issued issued, Consumer<Judgement> consumer) {
    CertificateSummary summary = issued.summary();
    State state = judge.ofItself(Facts.of(issued));
    List<Mailbox> lost =
        summary.mailboxes().stream()
            .filter(one -> judge.hit(summary, one).count() != 1)
            .sorted()
            .toList();
    boolean nowhere = lost.size() == summary.mailboxes().size();
    boolean good = state == State.MISSING || state == State.REVOCATION_UNKNOWN;
    if (good && nowhere) {
      consumer.accept(unplaced(summary, lost, "; not published"));
    } else if (good) {
      lost.forEach(one -> consumer.accept(unplaced(summary, List.of(one), "")));
    } else if (state == State.UNSUITABLE
        && nowhere
        && (!lost.isEmpty() || summary.encryption().canEncrypt())) {
      consumer.accept(
          new Judgement(
              State.UNSUITABLE,
              Action.NONE,
              State.UNSUITABLE.severity(),
              "",
              subject(summary, summary.mailboxes()),
              Sentences.unsuitable(summary) + "; not published"));
    }
  }

  private Judgement unplaced(CertificateSummary summary, List<Mailbox> lost, String end) {
    boolean ambiguous = lost.stream().anyMatch(one -> judge.hit(summary, one).count() > 1);
    State state = ambiguous ? State.AMBIGUOUS : State.NO_ENTRY;
    String found =
        lost.stream()
            .map(one -> Sentences.found(one, judge.hit(summary, one)))
            .collect(Collectors.joining(", "));
    return new Judgement(
        state, Action.NONE, state.severity(), "", subject(summary, lost), found + end);
  }

  private Judgement line(String dn, Contents contents, Contest contest, Decision decision) {
    Candidate candidate = decision.candidate();
    Optional<String> noRoom = contest.noRoom(candidate);
    StringBuilder why =
        new StringBuilder(
            noRoom
                .map(full -> full + (candidate.isHeld() ? "; left as it is" : "; not published"))
                .orElseGet(() -> sentences.why(decision)));
    Severity severity = noRoom.isPresent() ? Severity.WARNING : severity(decision);
    if (contest.isWinner(candidate)) {
      long standing = contest.standingBeside(candidate, contents.candidates());
      for (String note : sentences.notes(candidate, contents, standing)) {
        why.append("; note: ").append(note);
        severity = atLeastWarning(severity);
      }
    }
    return new Judgement(
        decision.state(),
        decision.action(),
        severity,
        dn,
        subject(candidate.summary(), candidate.summary().mailboxes()),
        why.toString());
  }

  private static boolean stands(Judgement line) {
    return line.state() == State.MISSING || line.state() == State.PUBLISHED;
  }

  private static Judgement noted(Judgement line, String note) {
    return new Judgement(
        line.state(),
        line.action(),
        atLeastWarning(line.severity()),
        line.dn(),
        line.subject(),
        line.why() + "; note: " + note);
  }

  private static Severity severity(Decision decision) {
    Candidate candidate = decision.candidate();
    boolean grave =
        switch (decision.state()) {
          case FOREIGN -> candidate.facts().origin() == Origin.IMPOSTOR;
          case NO_ENTRY, SUPERSEDED -> candidate.isHeld() && decision.action() == Action.NONE;
          case MISSING -> decision.come().isEmpty();
          default -> decision.action() == Action.LEAVE;
        };
    Severity usual = decision.state().severity();
    return grave || decision.action() == Action.LEAVE ? atLeastWarning(usual) : usual;
  }

  private static Severity atLeastWarning(Severity severity) {
    return severity == Severity.INFO ? Severity.WARNING : severity;
  }

  /**
   * Outlook takes userSMIMECertificate before userCertificate. A foreign one that is valid and in
   * both attributes tells the same story in both.
   */
  private boolean isShadowing(Decision decision) {
    Candidate candidate = decision.candidate();
    return switch (decision.state()) {
      case EXPIRED, REVOKED, ON_HOLD, SUPERSEDED -> !candidate.wrapped().isEmpty();
      case FOREIGN ->
          !candidate.wrapped().isEmpty()
              && (candidate.plain().isEmpty() || !candidate.summary().validity().contains(now));
      default -> false;
    };
  }

  private Judgement shadow(String dn, Decision decision, Candidate good) {
    Candidate candidate = decision.candidate();
    boolean goes =
        decision.gone().stream()
                .filter(one -> one.attribute() == CertificateAttribute.USER_SMIME_CERTIFICATE)
                .count()
            == candidate.wrapped().size();
    Action action = goes ? decision.action() : Action.NONE;
    String what =
        switch (decision.state()) {
          case EXPIRED -> "expired on " + Sentences.date(candidate.summary().notAfter());
          case FOREIGN -> "not ours";
          case SUPERSEDED -> "superseded";
          default -> "revoked";
        };
    String end =
        switch (action) {
          case WITHDRAW -> "; withdrawn from it";
          case LEAVE -> "; left, because the mode is add-only";
          default -> "; left: its owner should take it out";
        };
    return new Judgement(
        State.SHADOWED,
        action,
        State.SHADOWED.severity(),
        dn,
        subject(candidate.summary(), candidate.summary().mailboxes()),
        "Outlook reads userSMIMECertificate first: it holds this one, "
            + what
            + ", while userCertificate holds "
            + good.summary().serialHex()
            + end);
  }

  private static Judgement odd(String dn, Odd odd) {
    return new Judgement(
        odd.state(),
        Action.NONE,
        odd.state().severity(),
        dn,
        new Judgement.Subject(
            odd.value().bytes().sha256().toString(), "", "", "", "", Instant.EPOCH),
        "a value of "
            + odd.value().description()
            + " with "
            + odd.value().bytes()
            + ": "
            + odd.text()
            + "; left alone");
  }

  private static Judgement.Subject subject(CertificateSummary summary, List<Mailbox> about) {
    return new Judgement.Subject(
        summary.sha256().toString(),
        summary.serialHex(),
        summary.names().subject(),
        summary.names().issuer(),
        about.stream().map(Mailbox::address).collect(Collectors.joining(" ")),
        summary.notAfter());
  }
}
