package org.certpublisher.cli.show;

import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.certpublisher.cert.CertificateSummary;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.cli.terminal.Console;
import org.certpublisher.client.LookUp;
import org.certpublisher.client.MailClient;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.HeldCertificate;
import org.certpublisher.directory.StoredValue;
import org.certpublisher.plan.Judgement;

/** Prints what was found. */
final class LookText {
  private final PrintStream out;
  private final List<MailClient> clients;
  private final Instant now;

  LookText(PrintStream out, List<MailClient> clients, Instant now) {
    this.out = out;
    this.clients = clients;
    this.now = now;
  }

  void print(Look look) {
    look.entries().forEach(entry -> print(look, entry));
    List<Look.Issued> elsewhere = look.issued();
    if (!elsewhere.isEmpty()) {
      line(0, "Issued");
      elsewhere.forEach(one -> print(look, one));
    }
    if (look.entries().isEmpty() && elsewhere.isEmpty()) {
      line(0, "No entry and no certificate has this address, name or serial number");
    }
    if (!look.revocation().isEmpty()) {
      line(0, "Revocation");
      look.revocation().forEach(one -> line(2, one));
    }
  }

  private void print(Look look, Look.Entry entry) {
    String dn = entry.entry().dn();
    line(0, "Entry " + dn);
    List<Mailbox> mailboxes = entry.entry().mailboxes();
    line(2, "mail " + (mailboxes.isEmpty() ? "none" : joined(mailboxes)));
    for (CertificateAttribute attribute : CertificateAttribute.PEOPLE) {
      List<HeldCertificate> held =
          entry.held().readable().stream().filter(one -> one.attribute() == attribute).toList();
      if (held.isEmpty()) {
        line(2, attribute.ldapName() + ": no certificate");
      }
      for (HeldCertificate one : held) {
        line(2, one.description() + ": " + facts(one.certificate()));
        line(4, state(look.judgement(dn, one.certificate())));
      }
    }
    for (StoredValue value : entry.held().unreadable()) {
      line(2, value.description() + ": " + value.bytes() + ", UNREADABLE, never touched");
    }
    for (Mailbox mailbox : mailboxes) {
      LookUp lookUp = new LookUp(mailbox, entry.held().readable(), now);
      line(2, "To write to " + mailbox);
      for (MailClient client : clients) {
        line(4, client.title() + " " + client.pick(lookUp).why());
      }
    }
  }

  private static String joined(List<Mailbox> mailboxes) {
    return String.join(", ", mailboxes.stream().map(Mailbox::address).toList());
  }

  private void print(Look look, Look.Issued issued) {
    CertificateSummary certificate = issued.certificate();
    line(2, facts(certificate));
    line(4, "in " + issued.where());
    issued.says().forEach(says -> line(4, says));
    look.judgements().stream()
        .filter(one -> one.subject().identity().equals(certificate.sha256().toString()))
        .filter(
            one ->
                look.entries().stream()
                    .noneMatch(
                        e ->
                            e.entry().dn().equals(one.dn())
                                && e.held().summaries().stream()
                                    .anyMatch(held -> held.sha256().equals(certificate.sha256()))))
        .forEach(one -> line(4, said(one)));
  }

  private static String facts(CertificateSummary certificate) {
    return "serial "
        + certificate.serialHex()
        + ", "
        + certificate.names().subject()
        + ", "
        + certificate.validity().notBefore()
        + " to "
        + certificate.notAfter();
  }

  private static String state(Optional<Judgement> judgement) {
    return judgement.map(LookText::said).orElse("PUBLISHED: as it should be");
  }

  private static String said(Judgement judgement) {
    return judgement.state() + ": " + judgement.why();
  }

  private void line(int indent, String text) {
    out.println(" ".repeat(indent) + Console.oneLine(text));
  }
}
