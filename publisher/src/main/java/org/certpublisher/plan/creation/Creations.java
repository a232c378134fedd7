package org.certpublisher.plan.creation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.certpublisher.cert.CertificateSummary;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.plan.Action;
import org.certpublisher.plan.EntryPlan;
import org.certpublisher.plan.Judgement;
import org.certpublisher.plan.MatchTable;
import org.certpublisher.plan.Planner;
import org.certpublisher.plan.State;

/**
 * Plans the entries that are made. Each is planned on as if it were there and empty, so that which
 * certificates it gets is decided as for any other. A mailbox that an entry to be made has finds it
 * from then on: the certificates of one person share it.
 */
public final class Creations {
  private final Template template;
  private final MatchTable matches;
  private final Planner planner;
  private final Map<String, String> refusals = new HashMap<>();

  /** For one run, once every entry of the directory is in the table. */
  public Creations(Template template, MatchTable matches, Planner planner) {
    this.template = template;
    this.matches = matches;
    this.planner = planner;
  }

  /** An entry to be made and what comes into it. */
  public record Creation(Template.NewEntry made, EntryPlan plan) {}

  /**
   * Plans them all.
   *
   * @param objection why an entry is not to be made, if there is a reason
   */
  public void forEach(Objection objection, Consumer<Creation> consumer) {
    List<CertificateSummary> all = new ArrayList<>();
    for (CertificateSummary certificate : planner.homeless()) {
      boolean homeless =
          certificate.mailboxes().stream()
              .allMatch(one -> matches.find(certificate, one).count() == 0);
      if (homeless) {
        Optional<String> refusal = template.refusal(certificate);
        if (refusal.isEmpty()) {
          Template.NewEntry made = template.entry(certificate, matches.rules());
          refusal = objection.to(made);
          if (refusal.isEmpty()) {
            made.entry().keys().forEach(key -> matches.add(key, made.entry().dn()));
            all.add(certificate);
          }
        }
        refusal.ifPresent(why -> refusals.put(certificate.sha256().toString(), why));
      }
    }
    for (CertificateSummary certificate : all) {
      Template.NewEntry made = template.entry(certificate, matches.rules());
      consumer.accept(new Creation(made, plan(made)));
    }
  }

  /** Why an entry is not to be made. */
  public interface Objection {
    /** The reason, if there is one. */
    Optional<String> to(Template.NewEntry made);
  }

  private EntryPlan plan(Template.NewEntry made) {
    EntryPlan plan = planner.plan(made.entry());
    return new EntryPlan(
        plan.change()
            .map(
                change ->
                    new EntryChange(
                        change.dn(), "", change.before(), change.attributes(), made.frame())),
        plan.judgements().stream().map(Creations::told).toList(),
        plan.published(),
        plan.before(),
        plan.after());
  }

  private static Judgement told(Judgement one) {
    return one.action() == Action.PUBLISH ? one.adding("; the entry is made for it") : one;
  }

  /** A judgement that reaches no entry, with the reason why none is made for it. */
  public Judgement explained(Judgement unplaced) {
    String why = refusals.get(unplaced.subject().identity());
    return unplaced.state() == State.NO_ENTRY && why != null
        ? unplaced.adding("; no entry is made: " + why)
        : unplaced;
  }
}
