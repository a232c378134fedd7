package org.certpublisher.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.certpublisher.plan.Action;
import org.certpublisher.plan.Judgement;
import org.certpublisher.plan.State;
import org.certpublisher.source.Severity;

/**
 * The judgements that change nothing, counted by kind, the first few of each kept. What is
 * published or withdrawn is told with the changes instead.
 */
final class Findings {
  private final int keep;
  private final Map<State, Group> byState = new EnumMap<>(State.class);
  private final Group held;
  private final Group left;

  /** Keeps at most so many rows a group. */
  Findings(int keep) {
    this.keep = keep;
    this.held = new Group(State.PUBLISHED, keep);
    this.left = new Group(State.PUBLISHED, keep);
  }

  /** Judgements of one kind. */
  static final class Group {
    private final State state;
    private final int keep;
    private final List<Judgement> first = new ArrayList<>();
    private int count;
    private Severity worst = Severity.INFO;

    private Group(State state, int keep) {
      this.state = state;
      this.keep = keep;
    }

    private void add(Judgement judgement) {
      count++;
      if (judgement.severity().compareTo(worst) > 0) {
        worst = judgement.severity();
      }
      if (first.size() < keep) {
        first.add(judgement);
      }
    }

    State state() {
      return state;
    }

    /** All of them, kept or not. */
    int count() {
      return count;
    }

    /** The highest severity of any of them. */
    Severity worst() {
      return worst;
    }

    /** The first ones. */
    List<Judgement> first() {
      return first;
    }
  }

  /** Takes a judgement into its group. */
  void add(Judgement judgement) {
    switch (judgement.action()) {
      case PUBLISH, WITHDRAW -> {}
      case HELD -> held.add(judgement);
      case LEAVE -> left.add(judgement);
      case NONE ->
          byState
              .computeIfAbsent(judgement.state(), state -> new Group(state, keep))
              .add(judgement);
    }
  }

  /** What the guard holds. */
  Group held() {
    return held;
  }

  /** What would go if the mode were full. */
  Group left() {
    return left;
  }

  /** The others by state, the most severe first; only groups that are not empty. */
  List<Group> byState() {
    return byState.values().stream()
        .sorted(Comparator.comparing(Group::worst).reversed().thenComparing(Group::state))
        .toList();
  }

  /** Whether a judgement belongs to a group by state. */
  static boolean isFinding(Judgement judgement) {
    return judgement.action() == Action.NONE;
  }
}
