package org.certpublisher.report;

import static org.certpublisher.report.Wording.count;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.certpublisher.client.MailClient;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.plan.Action;
import org.certpublisher.plan.Judgement;
import org.certpublisher.plan.State;
import org.certpublisher.report.Terminal.Tone;
import org.certpublisher.report.Wording.ChangeKind;
import org.certpublisher.source.Severity;

/**
 * A report for the terminal: findings, then what changes and why, then what is held, then the
 * figures; the last line states the result, for it is what stays on the screen. Of each group it
 * shows the first rows and says how many there are.
 */
public final class TextReport implements ReportFormat {
  private static final int ROWS = 20;

  private final boolean colour;
  private final int rows;

  /** Twenty rows a group; with colour only where the caller knows that a terminal shows it. */
  public TextReport(boolean colour) {
    this(colour, ROWS);
  }

  /** At most so many rows a group. */
  public TextReport(boolean colour, int rows) {
    this.colour = colour;
    this.rows = rows;
  }

  @Override
  public void write(Report report, Appendable out) throws IOException {
    Output.write(
        out,
        output -> {
          Terminal terminal = new Terminal(output, colour);
          head(report.summary(), terminal);
          Findings findings = new Findings(rows);
          report.rows().judgements(findings::add);
          findings.byState().forEach(group -> findings(group, terminal));
          sourceFindings(report.rows(), terminal);
          left(findings.left(), terminal);
          changes(report, terminal);
          held(report.summary(), findings.held(), terminal);
          outcomes(report.rows(), terminal);
          figures(report.summary(), terminal);
        });
  }

  private static void head(Summary summary, Terminal terminal) {
    Summary.Scope scope = summary.scope();
    terminal.line(
        0,
        Tone.HEAD,
        "Publication " + scope.publication() + ", mode " + Wording.mode(scope.mode()));
    terminal.line(
        2,
        Tone.PLAIN,
        "directory  " + scope.directory().server() + " at " + scope.directory().url());
    if (!scope.only().isEmpty()) {
      terminal.line(2, Tone.PLAIN, "only       " + scope.only());
    }
    terminal.line(2, Tone.PLAIN, "as of      " + Wording.moment(scope.now()));
    for (String line : summary.inventory().lines()) {
      terminal.line(2, Tone.PLAIN, "source     " + line);
    }
    if (!summary.inventory().problem().isEmpty()) {
      terminal.line(2, Tone.ERROR, "problem    " + summary.inventory().problem());
    }
  }

  private void findings(Findings.Group group, Terminal terminal) {
    boolean expiring = group.state() == State.PUBLISHED;
    terminal.heading(
        tone(group.worst()),
        (expiring ? "Expiring" : Wording.title(group.state())) + " (" + count(group.count()) + ")",
        expiring
            ? "Published, and valid for at most 90 days more."
            : Wording.meaning(group.state()));
    list(group, terminal);
  }

  private void list(Findings.Group group, Terminal terminal) {
    for (Judgement judgement : group.first()) {
      String certificate = Wording.certificate(judgement.subject());
      if (judgement.dn().isEmpty()) {
        terminal.line(2, Tone.PLAIN, certificate);
      } else {
        terminal.line(2, Tone.PLAIN, judgement.dn()).line(4, Tone.PLAIN, certificate);
      }
      terminal.line(4, Tone.DIM, judgement.why());
    }
    more(group.count(), "csv", terminal);
  }

  private void more(int count, String format, Terminal terminal) {
    if (count > rows) {
      terminal.line(2, Tone.DIM, "… and " + count(count - rows) + " more: --format " + format);
    }
  }

  private static Tone tone(Severity severity) {
    return switch (severity) {
      case INFO -> Tone.HEAD;
      case WARNING -> Tone.WARNING;
      case ERROR -> Tone.ERROR;
    };
  }

  private void sourceFindings(Report.Rows all, Terminal terminal) {
    AtomicInteger number = new AtomicInteger();
    all.findings(
        finding -> {
          if (number.get() == 0) {
            terminal.heading(Tone.HEAD, "Found in the sources", "");
          }
          if (number.getAndIncrement() < rows) {
            terminal.marked(
                2, tone(finding.severity()), Wording.lower(finding.severity()), finding.where());
            terminal.line(4, Tone.DIM, finding.text());
          }
        });
    more(number.get(), "json", terminal);
  }

  private void left(Findings.Group left, Terminal terminal) {
    if (left.count() > 0) {
      terminal.heading(
          Tone.HEAD,
          "Left in place (" + count(left.count()) + ")",
          "Mode full would withdraw these; this publication only adds.");
      list(left, terminal);
    }
  }

  private void changes(Report report, Terminal terminal) {
    AtomicInteger number = new AtomicInteger();
    report
        .rows()
        .changes(
            (change, judgements) -> {
              if (number.get() == 0) {
                terminal.heading(
                    Tone.HEAD,
                    report.summary().scope().run() == 0
                        ? "What would change"
                        : "What was to change",
                    "+ publish  - withdraw  ~ swap");
              }
              if (number.getAndIncrement() < rows) {
                change(change, judgements, terminal);
              }
            });
    more(number.get(), "json", terminal);
  }

  private static void change(EntryChange change, List<Judgement> judgements, Terminal terminal) {
    ChangeKind kind = ChangeKind.of(change);
    terminal.marked(2, tone(kind), kind.mark(), change.dn());
    for (Judgement judgement : judgements) {
      if (judgement.action() == Action.PUBLISH || judgement.action() == Action.WITHDRAW) {
        ChangeKind one =
            judgement.action() == Action.PUBLISH ? ChangeKind.PUBLISH : ChangeKind.WITHDRAW;
        terminal.marked(4, tone(one), one.mark(), Wording.certificate(judgement.subject()));
        terminal.line(6, Tone.DIM, judgement.why());
      }
    }
  }

  private static Tone tone(ChangeKind kind) {
    return switch (kind) {
      case PUBLISH -> Tone.PUBLISH;
      case WITHDRAW -> Tone.WITHDRAW;
      case SWAP -> Tone.SWAP;
    };
  }

  private void held(Summary summary, Findings.Group held, Terminal terminal) {
    if (summary.guard().held()) {
      terminal.heading(
          Tone.ERROR,
          "Held by the guard (" + count(summary.guard().losses()) + ")",
          "of " + count(summary.guard().published()) + " published certificates of ours");
      terminal.line(2, Tone.PLAIN, summary.guard().why());
      list(held, terminal);
    }
  }

  private void outcomes(Report.Rows all, Terminal terminal) {
    AtomicInteger number = new AtomicInteger();
    all.outcomes(
        row -> {
          if (number.get() == 0) {
            terminal.heading(Tone.ERROR, "Not written", "");
          }
          if (number.getAndIncrement() < rows) {
            terminal.marked(2, Tone.ERROR, Wording.title(row.outcome().kind()), row.dn());
            terminal.line(4, Tone.DIM, row.outcome().text());
          }
        });
    more(number.get(), "json", terminal);
  }

  private static void figures(Summary summary, Terminal terminal) {
    Summary.Figures figures = summary.figures();
    if (!figures.before().isEmpty()) {
      terminal.heading(Tone.HEAD, "Coverage", "entries " + Wording.coverage(summary));
    }
    for (MailClient client : MailClient.values()) {
      if (figures.before().containsKey(client) || figures.after().containsKey(client)) {
        int before = figures.before().getOrDefault(client, 0);
        int after = figures.after().getOrDefault(client, 0);
        terminal.line(
            2,
            Tone.PLAIN,
            String.format(
                "%-21s %9s → %9s   %s",
                client.title(),
                count(before),
                count(after),
                Wording.percent(after, figures.entries())));
      }
    }
    terminal.heading(Tone.HEAD, "Published and expiring", "");
    terminal.line(2, Tone.PLAIN, Wording.expiring(figures.expiring()));
    terminal.line(0, Tone.PLAIN, "").line(0, Tone.HEAD, Wording.result(summary));
  }
}
