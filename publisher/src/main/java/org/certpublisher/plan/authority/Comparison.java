package org.certpublisher.plan.authority;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.StoredValue;
import org.certpublisher.plan.Action;
import org.certpublisher.plan.Policy;
import org.certpublisher.plan.State;

/** Compares what should stand in one entry with what stands there. For one entry only. */
final class Comparison {
  private final Policy policy;
  private final Items items;
  private final AuthorityPlanner.Server server;
  private final Instant now;
  private final List<Decision> decisions = new ArrayList<>();
  private final List<Held> ours = new ArrayList<>();
  private final Set<CertificateAttribute> taken = EnumSet.noneOf(CertificateAttribute.class);
  private int held;

  Comparison(Policy policy, Items items, AuthorityPlanner.Server server, Instant now) {
    this.policy = policy;
    this.items = items;
    this.server = server;
    this.now = now;
  }

  private record Held(StoredValue value, Item item) {}

  /** How many certificates and lists of ours the entry holds. */
  int held() {
    return held;
  }

  /**
   * Of those to which nothing is opposed the newest of each series; of these, where there is room
   * for one value, the newest.
   */
  List<Item> newest(List<Item> wanted) {
    List<Item> good =
        wanted.stream().filter(item -> item.state() == State.MISSING).distinct().toList();
    return newest(newest(good, Comparison::isSameSeries), this::isInItsPlace);
  }

  private static List<Item> newest(List<Item> items, BiPredicate<Item, Item> rivals) {
    return items.stream()
        .filter(
            one ->
                items.stream()
                    .noneMatch(
                        other ->
                            rivals.test(one, other)
                                && !other.bytes().equals(one.bytes())
                                && (other.isNewerThan(one)
                                    || (!one.isNewerThan(other)
                                        && other.identity().compareTo(one.identity()) < 0))))
        .toList();
  }

  private static boolean isSameSeries(Item one, Item other) {
    return one.attribute() == other.attribute() && one.series().equals(other.series());
  }

  /** Whether only one of the two can stand. */
  private boolean isInItsPlace(Item one, Item other) {
    return isSameSeries(one, other)
        || (one.attribute() == other.attribute() && server.takesOneValue(one.attribute()));
  }

  List<Decision> decide(List<Item> wanted, DirectoryEntry entry) {
    List<Item> good = newest(wanted);
    for (StoredValue value : entry.values()) {
      if (policy.attributes().contains(value.attribute()) && !server.isPlaceholder(value)) {
        read(value, good);
      }
    }
    held = (int) ours.stream().map(one -> one.item().identity()).distinct().count();
    wanted.stream().distinct().forEach(item -> wanted(item, good.contains(item)));
    ours.stream()
        .filter(one -> good.stream().noneMatch(item -> isSame(item, one.value())))
        .forEach(one -> held(one, good));
    return decisions;
  }

  /** What equals something that should be there is not parsed again. */
  private void read(StoredValue value, List<Item> good) {
    Item item =
        good.stream()
            .filter(one -> isSame(one, value))
            .findFirst()
            .orElseGet(() -> items.of(value));
    if (item.isOurs()) {
      ours.add(new Held(value, item));
    } else {
      decisions.add(Decision.nothing(item, item.state(), item.verdict().why() + "; left alone"));
      if (server.takesOneValue(value.attribute())) {
        taken.add(value.attribute());
      }
    }
  }

  private static boolean isSame(Item item, StoredValue value) {
    return item.attribute() == value.attribute() && item.bytes().equals(value.bytes());
  }

  private void wanted(Item item, boolean good) {
    String why = item.verdict().why();
    List<StoredValue> copies =
        ours.stream().map(Held::value).filter(value -> isSame(item, value)).toList();
    if (!good) {
      if (copies.isEmpty()) {
        State state = item.state() == State.MISSING ? State.SUPERSEDED : item.state();
        decisions.add(Decision.nothing(item, state, why + "; not published"));
      }
      return;
    }
    Optional<Held> newer =
        ours.stream()
            .filter(one -> isInItsPlace(one.item(), item) && one.item().isNewerThan(item))
            .findFirst();
    if (newer.isPresent()) {
      decisions.add(
          Decision.nothing(
              item,
              State.SUPERSEDED,
              why + "; not published, for the directory holds a newer one"));
      return;
    }
    List<StoredValue> obsolete = copies.stream().filter(server::hides).toList();
    boolean stands = obsolete.size() < copies.size();
    if (stands) {
      decisions.add(
          obsolete.isEmpty()
              ? Decision.nothing(item, State.PUBLISHED, why)
              : withdrawal(item, State.PUBLISHED, obsolete, why + "; a copy under another name"));
    } else if (isTaken(item)) {
      decisions.add(
          Decision.nothing(
              item,
              State.UNSUITABLE,
              why
                  + "; not published: "
                  + item.attribute().ldapName()
                  + " takes one value here, and holds one that is not to be touched"));
    } else {
      decisions.add(
          new Decision(
              item,
              State.MISSING,
              Action.PUBLISH,
              obsolete,
              true,
              why + "; published to " + item.attribute().ldapName()));
    }
  }

  /** Whether another value stands where there is room for one, and may not be withdrawn. */
  private boolean isTaken(Item item) {
    boolean older =
        policy.mode() == Policy.Mode.ADD_ONLY
            && server.takesOneValue(item.attribute())
            && ours.stream().anyMatch(one -> one.item().attribute() == item.attribute());
    return older || taken.contains(item.attribute());
  }

  private void held(Held one, List<Item> good) {
    Item item = one.item();
    List<StoredValue> value = List.of(one.value());
    String why = item.verdict().why();
    Optional<Item> successor = good.stream().filter(other -> isInItsPlace(item, other)).findFirst();
    decisions.add(
        switch (item.state()) {
          case REVOKED, ON_HOLD -> withdrawal(item, item.state(), value, why);
          case EXPIRED -> expired(item, value, successor);
          default -> {
            if (successor.isEmpty()) {
              yield other(item, value);
            }
            yield item.isNewerThan(successor.get())
                ? Decision.nothing(item, State.PUBLISHED, why + ", newer than the configured one")
                : withdrawal(item, State.SUPERSEDED, value, superseded(why, successor.get()));
          }
        });
  }

  private static String superseded(String why, Item successor) {
    return why + ", and " + successor.verdict().why() + " takes its place";
  }

  private Decision expired(Item item, List<StoredValue> value, Optional<Item> successor) {
    String why = item.verdict().why();
    if (item.isList()) {
      return successor.isPresent() && !item.isNewerThan(successor.get())
          ? withdrawal(item, State.SUPERSEDED, value, superseded(why, successor.get()))
          : Decision.nothing(item, State.EXPIRED, why + "; left: there is no newer one");
    }
    boolean over =
        item.subject().notAfter().plus(policy.removal().grace()).isBefore(now)
            && policy.removal().expired();
    return over || successor.isPresent()
        ? withdrawal(item, State.EXPIRED, value, why)
        : Decision.nothing(item, State.EXPIRED, why + "; left by the policy");
  }

  /** Ours and good, but not to stand here; lists are not withdrawn for want of another. */
  private Decision other(Item item, List<StoredValue> value) {
    String why = item.verdict().why() + "; ours, but not among what is configured for this entry";
    return policy.removal().unknown() && !item.isList()
        ? withdrawal(item, State.UNKNOWN, value, why)
        : Decision.nothing(item, State.UNKNOWN, why + "; left");
  }

  private Decision withdrawal(Item item, State state, List<StoredValue> gone, String why) {
    boolean addOnly = policy.mode() == Policy.Mode.ADD_ONLY;
    return new Decision(
        item,
        state,
        addOnly ? Action.LEAVE : Action.WITHDRAW,
        gone,
        false,
        why
            + (addOnly
                ? "; left, because the mode is add-only"
                : "; withdrawn from " + item.attribute().ldapName()));
  }
}
