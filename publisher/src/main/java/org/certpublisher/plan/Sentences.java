package org.certpublisher.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.certpublisher.cert.CertificateSummary;
import org.certpublisher.cert.EncryptionUse.Note;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.cert.Revocation;
import org.certpublisher.cms.SmimeEncoder;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.StoredValue;
import org.certpublisher.plan.Contents.Candidate;
import org.certpublisher.plan.Contents.Origin;
import org.certpublisher.plan.Judge.Decision;
import org.certpublisher.plan.MatchTable.Hit;
import org.certpublisher.source.DerLocation;
import org.certpublisher.source.Issued;

/** Why a certificate is in its state and what follows, in one sentence for an administrator. */
final class Sentences {
  private static final String MAIL_ALONE = "LDAP mail clients look by mail alone";

  private final Policy policy;
  private final Judge judge;
  private final Instant now;

  Sentences(Policy policy, Judge judge, Instant now) {
    this.policy = policy;
    this.judge = judge;
    this.now = now;
  }

  /** Facts first, then what follows. */
  String why(Decision decision) {
    Candidate candidate = decision.candidate();
    return switch (decision.state()) {
      case FOREIGN -> foreign(candidate);
      case UNMANAGED ->
          "issued by "
              + candidate.facts().authority()
              + ", but with none of the selected templates and policies; left alone";
      case REVOKED, ON_HOLD -> revoked(candidate.facts().revocation()) + end(decision);
      case EXPIRED -> expired(decision);
      case REVOCATION_UNKNOWN ->
          "whether it is revoked is not known: "
              + candidate.facts().revocation().by()
              + (candidate.isHeld() ? "; left as it is" : "; not published meanwhile");
      case NOT_YET_VALID ->
          "valid from "
              + minute(candidate.summary().validity().notBefore())
              + (candidate.isHeld() ? "; left alone" : "; published then");
      case UNSUITABLE ->
          unsuitable(candidate.summary())
              + (candidate.isHeld() ? "; left alone while it is valid" : "; not published");
      case AMBIGUOUS, NO_ENTRY -> misplaced(candidate.summary()) + "; left alone";
      case SUPERSEDED -> superseded(decision);
      case UNKNOWN -> unknown(decision);
      case MISSING -> missing(decision);
      case PUBLISHED -> published(decision);
      case UNREADABLE, SHADOWED, NOT_PERMITTED -> "";
    };
  }

  /** What speaks against a certificate that is published all the same. */
  List<String> notes(Candidate candidate, Contents contents, long standing) {
    List<String> notes = new ArrayList<>();
    CertificateSummary summary = candidate.summary();
    summary.encryption().notes().stream().map(Note::text).forEach(notes::add);
    for (Mailbox mailbox : summary.mailboxes()) {
      if (candidate.mailboxes().contains(mailbox.key())) {
        note(mailbox, summary, contents).ifPresent(notes::add);
      }
    }
    if (standing > 1) {
      notes.add(
          standing + " valid certificates stand for one mailbox: gpgsm and Evolution see only one");
    }
    return notes;
  }

  /** How the entry's mail differs from a mailbox by which the certificate is here. */
  private Optional<String> note(Mailbox mailbox, CertificateSummary summary, Contents contents) {
    Set<String> addresses = contents.addresses(mailbox.key());
    if (addresses.contains(mailbox.address())) {
      return Optional.empty();
    }
    if (addresses.isEmpty()) {
      return judge
          .hit(summary, mailbox)
          .by()
          .map(rule -> mailbox + " is not in mail, only found by " + rule + ": " + MAIL_ALONE);
    }
    return Optional.of(
        "it says "
            + mailbox.address()
            + ", the entry "
            + String.join(" and ", addresses)
            + ": Apple's mail programs compare the case");
  }

  private String misplaced(CertificateSummary summary) {
    List<String> found = new ArrayList<>();
    for (Mailbox mailbox : summary.mailboxes()) {
      Hit hit = judge.hit(summary, mailbox);
      found.add(hit.count() == 0 ? mailbox + " is no mailbox of this entry" : found(mailbox, hit));
    }
    return String.join(", ", found);
  }

  /** How many entries a mailbox finds, and how when it is not by mail. */
  static String found(Mailbox mailbox, Hit hit) {
    String by =
        hit.by().filter(rule -> !rule.name().equals("mail")).map(rule -> " by " + rule).orElse("");
    return switch (hit.count()) {
      case 0 -> mailbox + " finds no entry";
      case 1 -> mailbox + " belongs to another entry" + by;
      default -> mailbox + " finds " + hit.count() + " entries" + by;
    };
  }

  /** Why a certificate cannot be published to anybody. */
  static String unsuitable(CertificateSummary summary) {
    if (summary.mailboxes().isEmpty()) {
      return "it names no mailbox";
    }
    if (!summary.encryption().canEncrypt()) {
      return summary.encryption().notes().stream()
          .filter(Note::blocks)
          .map(Note::text)
          .collect(Collectors.joining(", "));
    }
    return "it has more than the " + SmimeEncoder.MAX_VALUE_BYTES + " bytes of one value";
  }

  /** Which attributes, in words. */
  static String attributes(Collection<CertificateAttribute> attributes) {
    return attributes.size() > 1
        ? "both attributes"
        : attributes.stream().map(CertificateAttribute::ldapName).findFirst().orElse("the entry");
  }

  private static String foreign(Candidate candidate) {
    return candidate.facts().origin() == Origin.IMPOSTOR
        ? "bears the name of "
            + candidate.facts().authority()
            + ", whose key did not sign it: an impostor; left alone"
        : "issued by "
            + candidate.summary().names().issuer()
            + ", which is no authority of this publication; left alone";
  }

  private static String revoked(Revocation revocation) {
    boolean hold = revocation.status() == Revocation.Status.ON_HOLD;
    String reason = hold ? "" : " (" + revocation.reason().word() + ")";
    String since = hold ? " since " : " on ";
    String date = revocation.at().equals(Instant.EPOCH) ? "" : since + date(revocation.at());
    return (hold ? "on hold" : "revoked") + date + reason + " by " + revocation.by();
  }

  private String expired(Decision decision) {
    Instant notAfter = decision.candidate().summary().notAfter();
    String expired = "expired on " + date(notAfter);
    if (!decision.candidate().isHeld() || decision.action() != Action.NONE) {
      return expired + end(decision);
    }
    if (!policy.removal().expired()) {
      return expired + "; left, because the policy keeps the expired";
    }
    Instant until = notAfter.plus(policy.removal().grace());
    return until.isBefore(now)
        ? expired + end(decision)
        : expired + "; left until the grace ends on " + date(until);
  }

  private String superseded(Decision decision) {
    Candidate candidate = decision.candidate();
    String other =
        decision.because().map(one -> preferred(one, candidate)).orElse("another one is preferred");
    if (decision.action() != Action.NONE) {
      return other + end(decision);
    }
    if (!judge.isWriting()) {
      return other + end(decision);
    }
    if (candidate.isHeld()) {
      return other + "; left, because that one does not stand where this one does";
    }
    return other + "; not published";
  }

  private String preferred(Candidate other, Candidate candidate) {
    CertificateSummary summary = other.summary();
    boolean kind = summary.encryption().kind() != candidate.summary().encryption().kind();
    String known =
        switch (judge.alone(other).alone()) {
          case REVOCATION_UNKNOWN ->
              " (whether it is revoked is not known: " + other.facts().revocation().by() + ")";
          case UNKNOWN -> " (not in the inventory)";
          default -> "";
        };
    return summary.serialHex()
        + ", "
        + (kind ? summary.encryption().kind() + ", " : "")
        + "valid from "
        + date(summary.validity().notBefore())
        + " to "
        + date(summary.notAfter())
        + known
        + ", is preferred";
  }

  private String unknown(Decision decision) {
    if (!judge.isWriting()) {
      return "ours by its signature and not in the inventory, which is incomplete; left alone";
    }
    return "ours by its signature, but the inventory does not have it"
        + (decision.action() == Action.NONE
            ? "; left, because the policy keeps the unknown"
            : end(decision));
  }

  private String missing(Decision decision) {
    Candidate candidate = decision.candidate();
    if (decision.come().isEmpty()) {
      return "its bytes are no longer to be had from "
          + candidate.facts().issued().map(Issued::location).map(DerLocation::toString).orElse("")
          + "; not published, and nothing makes way for it";
    }
    String until = "valid to " + date(candidate.summary().notAfter());
    if (decision.action() == Action.NONE) {
      return until + "; not published" + incomplete();
    }
    String hidden =
        decision.gone().stream()
            .filter(value -> value.attribute() == CertificateAttribute.USER_CERTIFICATE)
            .map(
                value -> "; stored as " + value.description() + ", where Thunderbird does not look")
            .findFirst()
            .orElse("");
    String rewritten = decision.gone().isEmpty() ? "; published to " : "; rewritten in ";
    return until + hidden + rewritten + attributes(decision.come().keySet());
  }

  private String published(Decision decision) {
    String until = "valid to " + date(decision.candidate().summary().notAfter());
    return switch (decision.action()) {
      case WITHDRAW -> until + "; a second value of it in another form or spelling is withdrawn";
      case LEAVE ->
          until
              + "; a second value of it in another form or spelling is left, the mode is add-only";
      case NONE, PUBLISH, HELD -> until;
    };
  }

  private String end(Decision decision) {
    return switch (decision.action()) {
      case WITHDRAW ->
          "; withdrawn from "
              + attributes(
                  decision.gone().stream().map(StoredValue::attribute).collect(Collectors.toSet()));
      case LEAVE -> "; left, because the mode is add-only";
      case NONE, PUBLISH, HELD -> {
        if (!decision.candidate().isHeld()) {
          yield "; not published";
        }
        yield judge.isWriting()
            ? "; left, because its value is not ours alone or not of this publication"
            : "; left" + incomplete();
      }
    };
  }

  private String incomplete() {
    return judge.isWriting() ? "" : ", because the inventory is incomplete";
  }

  /** The day in UTC. */
  static String date(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC).toString();
  }

  private static String minute(Instant instant) {
    LocalDateTime at =
        LocalDateTime.ofInstant(instant, ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES);
    return at.toLocalDate() + " " + at.toLocalTime() + " UTC";
  }
}
