package org.certpublisher.directory.ldap;

import com.unboundid.ldap.sdk.DisconnectType;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPRequest;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.Outcome;
import org.certpublisher.directory.ldap.connect.Account;
import org.certpublisher.directory.ldap.connect.Connector;
import org.certpublisher.directory.ldap.wire.Backoff;
import org.certpublisher.directory.ldap.wire.EntryDecoder;
import org.certpublisher.directory.ldap.wire.Pipeline;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a list of changes in rounds: look at the entries whose state is in doubt, send what
 * is to be sent, and again for what has no outcome yet. A round keeps to one connection. Where the
 * server asserts a version and is the one that was read, the first round sends without looking;
 * elsewhere each entry is read and compared before it is written. A lost directory is waited for;
 * each round that settles something renews the patience.
 */
final class Modifier {
  /** Requests in flight: more gained nothing on any measured server. */
  private static final int WINDOW = 64;

  private static final int LOSSES_BEFORE_SINGLE_STEPS = 2;

  /** Pauses of together 0.75 s, before another server is tried. */
  private static final int BUSY_BEFORE_LEAVING = 4;

  private final Connections connections;
  private final EntryDecoder decoder;
  private final Backoff backoff;
  private final Duration answer;
  private int losses;
  private int busy;
  private @Nullable String grant;

  Modifier(Connections connections, EntryDecoder decoder) {
    LdapSettings.Limits limits = connections.settings().limits();
    Duration half = limits.patience().dividedBy(2);
    this.connections = connections;
    this.decoder = decoder;
    this.backoff = new Backoff(limits.patience());
    this.answer = limits.response().compareTo(half) < 0 ? limits.response() : half;
  }

  List<Outcome> modify(List<EntryChange> changes) throws DirectoryException, InterruptedException {
    List<Attempt> all = changes.stream().map(Attempt::new).toList();
    boolean first = true;
    for (List<Attempt> open = all; !open.isEmpty(); open = open(all)) {
      boolean lost = !round(open, first);
      first = false;
      List<Attempt> left = open(all);
      if (left.size() < open.size()) {
        backoff.reset();
        busy = 0;
      }
      if (lost || left.stream().anyMatch(Modifier::isPutOff)) {
        pause(left);
      }
    }
    return all.stream().map(Attempt::settled).toList();
  }

  /** Looks and sends over one connection; false when it was lost on the way. */
  private boolean round(List<Attempt> open, boolean first)
      throws DirectoryException, InterruptedException {
    Connections.Line line = line();
    boolean guarded = first && line.sameAsRead() && line.server().assertion();
    Map<Boolean, List<Attempt>> parts =
        open.stream()
            .collect(Collectors.partitioningBy(attempt -> guarded && !attempt.version().isEmpty()));
    List<Attempt> toLookAt = parts.getOrDefault(false, List.of());
    boolean well =
        look(line, toLookAt)
            && send(
                line,
                Stream.concat(parts.getOrDefault(true, List.of()).stream(), open(toLookAt).stream())
                    .toList());
    judge(line.connection(), well && open.stream().noneMatch(Modifier::isPutOff));
    return well;
  }

  private static boolean isPutOff(Attempt attempt) {
    return attempt.isOpen() && attempt.isPassing();
  }

  /** Leaves a server that does not answer, or again and again asks to come later. */
  private void judge(LDAPConnection connection, boolean well) {
    if (!connection.isConnected()) {
      losses++;
      if (connection.getDisconnectType() == DisconnectType.UNBIND) {
        connections.leave(connection, "no answer for " + answer.toSeconds() + " s");
      }
    } else if (!well && ++busy >= BUSY_BEFORE_LEAVING) {
      busy = 0;
      connections.leave(connection, "it answers busy or unavailable (51, 52) again and again");
    }
  }

  private static List<Attempt> open(List<Attempt> attempts) {
    return attempts.stream().filter(Attempt::isOpen).toList();
  }

  private void pause(List<Attempt> open) throws DirectoryException, InterruptedException {
    if (!open.isEmpty() && !backoff.pause()) {
      throw new DirectoryException(
          "%s: the directory was lost or busy while %d changes were under way, and not well again within %d s; run again when it is, the next run looks what became of them"
              .formatted(
                  String.join(", ", connections.settings().urls()),
                  open.size(),
                  connections.settings().limits().patience().toSeconds()));
    }
  }

  /** Reads the entries and decides; false when the connection was lost on the way. */
  private boolean look(Connections.Line line, List<Attempt> attempts) throws InterruptedException {
    if (attempts.isEmpty()) {
      return true;
    }
    var looks =
        pipeline(line, WINDOW)
            .look(
                attempts.stream().map(a -> a.change().dn()).toList(),
                attributes(line, attempts),
                line.server().kind().visible());
    boolean complete = true;
    for (int i = 0; i < attempts.size(); i++) {
      Optional<Pipeline.Look> look = looks.get(i);
      complete &= look.isPresent() && decide(attempts.get(i), look.get(), line);
    }
    return complete;
  }

  /** All of the entry where one of them is to go. */
  private List<String> attributes(Connections.Line line, List<Attempt> attempts) {
    List<String> attributes = new ArrayList<>(decoder.attributes(line.server().assertion()));
    if (attempts.stream().anyMatch(Attempt::isRemoval)) {
      attributes.add(SearchRequest.ALL_USER_ATTRIBUTES);
    }
    return attributes;
  }

  private boolean decide(Attempt attempt, Pipeline.Look look, Connections.Line line) {
    if (Failures.isPassing(look.code()) || look.code().isClientSideResultCode()) {
      return false;
    }
    if (look.entry().isEmpty() || !look.code().equals(ResultCode.SUCCESS)) {
      attempt.unreadable(look.code(), answers(line));
      return true;
    }
    if (attempt.isRemoval()) {
      attempt.compare(EntryDecoder.rest(look.entry().get()));
    }
    try {
      attempt.decide(decoder.decodeWhole(look.entry().get(), line.connection()), answers(line));
      return true;
    } catch (LDAPException e) {
      return false;
    }
  }

  private Answers answers(Connections.Line line) {
    return new Answers(line.server(), connections.settings().bind(), () -> grant(line));
  }

  /** Looked up once: the same account lacks the right on each entry. */
  private String grant(Connections.Line line) {
    String known = grant;
    if (known == null) {
      known =
          new Rights(
                  connections.settings(),
                  line.server(),
                  Account.of(line.connection(), connections.settings().bind()))
              .grant(line.connection());
      grant = known;
    }
    return known;
  }

  /** Sends the operations and takes the answers; false when the connection was lost on the way. */
  private boolean send(Connections.Line line, List<Attempt> attempts) throws InterruptedException {
    if (attempts.isEmpty()) {
      return true;
    }
    int window = losses >= LOSSES_BEFORE_SINGLE_STEPS ? 1 : WINDOW;
    ChangeEncoder encoder = new ChangeEncoder(line.server());
    var answered =
        pipeline(line, window)
            .change(
                attempts.stream()
                    .<Supplier<LDAPRequest>>map(a -> () -> a.request(encoder))
                    .toList());
    boolean complete = true;
    for (int i = 0; i < answered.sent(); i++) {
      Optional<LDAPResult> result = answered.get(i).filter(one -> !isLoss(one));
      if (result.isPresent()) {
        attempts.get(i).answered(result.get(), answers(line));
      } else {
        complete = false;
        attempts.get(i).unanswered(window == 1, answers(line));
      }
    }
    return complete && answered.sent() == attempts.size();
  }

  /** Whether the library made the answer itself when the connection was closed. */
  private static boolean isLoss(LDAPResult answer) {
    return answer.getResultCode().isClientSideResultCode();
  }

  private Pipeline pipeline(Connections.Line line, int window) {
    return new Pipeline(line.connection(), window, answer.toMillis());
  }

  private Connections.Line line() throws DirectoryException, InterruptedException {
    while (true) {
      try {
        return connections.line(backoff.left());
      } catch (DirectoryException e) {
        if (!Connector.mayPass(e) || !backoff.pause()) {
          throw e;
        }
      }
    }
  }
}
