package org.certpublisher.reconcile.undo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Sha256;
import org.certpublisher.directory.AttributeChange;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.HeldCertificate;
import org.certpublisher.directory.StoredValue;
import org.certpublisher.directory.ValueContent;
import org.certpublisher.plan.Action;
import org.certpublisher.plan.EntryPlan;
import org.certpublisher.plan.Judgement;
import org.certpublisher.state.Journaled;

/**
 * The inverse of a change: what came goes, what went comes back to the byte, each value by itself.
 * An entry whose values are not as the run left them is left as it is; so is one that has them as
 * they were before.
 */
public final class Inverse {
  private final Fates fates;

  /** Decides with what is known of each certificate. */
  public Inverse(Fates fates) {
    this.fates = fates;
  }

  /**
   * The plan of an entry.
   *
   * @param entry as it is now; without values when it is not there
   * @param said what the run did to it
   * @param present what the entry holds: the plan that a run would make
   */
  public EntryPlan of(DirectoryEntry entry, Journaled said, EntryPlan present) {
    Remains remains = Remains.of(entry, said);
    if (remains.isAsBefore()) {
      return unchanged(present, List.of());
    }
    if (!remains.isAsLeft()) {
      return unchanged(present, remains.all().map(one -> fates.changedSince(entry, one)).toList());
    }
    Map<Sha256, Judgement> lines = new LinkedHashMap<>();
    List<Back> back = new ArrayList<>();
    for (StoredValue gone : remains.gone()) {
      Optional<ValueContent> content = ValueContent.of(gone);
      if (content.isPresent()) {
        Certificate leaf = content.get().leaf();
        Judgement line =
            lines.computeIfAbsent(leaf.sha256(), id -> fates.comesBack(entry, content.get()));
        if (line.action() == Action.PUBLISH) {
          back.add(new Back(gone, leaf));
        }
      }
    }
    List<StoredValue> going = new ArrayList<>();
    for (StoredValue came : remains.come()) {
      Optional<ValueContent> content = ValueContent.of(came);
      if (content.isPresent()) {
        Judgement line =
            lines.computeIfAbsent(
                content.get().leaf().sha256(), id -> fates.goes(entry, content.get()));
        if (line.action() == Action.WITHDRAW || line.action() == Action.PUBLISH) {
          going.add(came);
        }
      }
    }
    return planned(entry, present, going, back, List.copyOf(lines.values()));
  }

  /** The plan of an entry that was removed, made again with what it had. */
  public EntryPlan anew(DirectoryEntry absent, Journaled said) {
    EntryPlan plan =
        of(absent, said, new EntryPlan(Optional.empty(), List.of(), 0, List.of(), List.of()));
    EntryChange.Frame frame =
        new EntryChange.Frame(
            EntryChange.Fate.CREATED, said.frame().classes(), said.frame().others());
    return new EntryPlan(
        plan.change()
            .map(one -> new EntryChange(one.dn(), "", one.before(), one.attributes(), frame)),
        plan.judgements().stream().map(Inverse::madeAgain).toList(),
        plan.published(),
        plan.before(),
        plan.after());
  }

  private static Judgement madeAgain(Judgement one) {
    return one.action() == Action.PUBLISH ? one.adding("; the entry is made again for it") : one;
  }

  /** The plan of an entry that is not there and was not removed by the run. */
  public EntryPlan homeless(DirectoryEntry absent, Journaled said) {
    return new EntryPlan(
        Optional.empty(),
        Remains.of(absent, said).gone().stream()
            .flatMap(gone -> ValueContent.of(gone).stream())
            .map(ValueContent::leaf)
            .distinct()
            .map(leaf -> fates.homeless(absent, leaf))
            .toList(),
        0,
        List.of(),
        List.of());
  }

  /** A value that comes back, and the certificate it holds. */
  private record Back(StoredValue value, Certificate leaf) {}

  private static EntryPlan unchanged(EntryPlan present, List<Judgement> judgements) {
    return new EntryPlan(
        Optional.empty(), judgements, present.published(), present.before(), present.before());
  }

  private static EntryPlan planned(
      DirectoryEntry entry,
      EntryPlan present,
      List<StoredValue> going,
      List<Back> back,
      List<Judgement> lines) {
    if (going.isEmpty() && back.isEmpty()) {
      return unchanged(present, lines);
    }
    List<HeldCertificate> after = after(present, going, back);
    Set<Sha256> stays =
        after.stream().map(one -> one.certificate().sha256()).collect(Collectors.toSet());
    List<AttributeChange> changes = new ArrayList<>();
    for (CertificateAttribute attribute : CertificateAttribute.PEOPLE) {
      List<StoredValue> kept = new ArrayList<>(entry.values(attribute));
      kept.removeAll(going);
      AttributeChange change =
          new AttributeChange(
              attribute,
              kept,
              going.stream()
                  .filter(gone -> gone.attribute() == attribute)
                  .map(gone -> withdrawal(gone, stays, back.isEmpty()))
                  .toList(),
              back.stream()
                  .filter(one -> one.value().attribute() == attribute)
                  .map(
                      one ->
                          new AttributeChange.Publication(one.value().bytes(), one.leaf().sha256()))
                  .distinct()
                  .toList());
      if (!change.isEmpty()) {
        changes.add(change);
      }
    }
    return new EntryPlan(
        Optional.of(new EntryChange(entry.dn(), entry.version(), entry.valuesDigest(), changes)),
        lines,
        present.published(),
        present.before(),
        after);
  }

  private static AttributeChange.Withdrawal withdrawal(
      StoredValue gone, Set<Sha256> stays, boolean alone) {
    Sha256 certificate = ValueContent.identity(gone).orElseThrow();
    return new AttributeChange.Withdrawal(gone, certificate, alone && !stays.contains(certificate));
  }

  private static List<HeldCertificate> after(
      EntryPlan present, List<StoredValue> going, List<Back> back) {
    Set<String> gone = new HashSet<>();
    for (StoredValue value : going) {
      ValueContent.identity(value).ifPresent(id -> gone.add(value.description() + " " + id));
    }
    return Stream.concat(
            present.before().stream()
                .filter(
                    one -> !gone.contains(one.description() + " " + one.certificate().sha256())),
            back.stream()
                .map(
                    one ->
                        new HeldCertificate(
                            one.value().attribute(),
                            one.value().description(),
                            one.leaf().summary())))
        .toList();
  }
}
