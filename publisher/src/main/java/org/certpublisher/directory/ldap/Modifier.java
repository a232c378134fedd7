package org.certpublisher.directory.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.Outcome;
import org.certpublisher.directory.ldap.wire.Backoff;
import org.certpublisher.directory.ldap.wire.EntryDecoder;
import org.certpublisher.directory.ldap.wire.Pipeline;

/**
 * Carries out a list of changes in rounds: look at the entries whose state is in doubt, send what
 * is to be sent, and again for what has no outcome yet. Where the server asserts a version the
 * first round sends without looking; elsewhere each entry is read and compared before it is
 * written. A lost directory is waited for; each round that settles something renews the patience.
 */
final class Modifier {
  /** Requests in flight: more gained nothing on any measured server. */
  private static final int WINDOW = 64;

  private static final int LOSSES_BEFORE_SINGLE_STEPS = 2;

  private final Connections connections;
  private final Server server;
  private final EntryDecoder decoder;
  private final Answers answers;
  private final ChangeEncoder encoder;
  private final Backoff backoff;
  private int losses;

  Modifier(Connections connections, Server server, EntryDecoder decoder) {
    this.connections = connections;
    this.server = server;
    this.decoder = decoder;
    this.answers = new Answers(server.kind(), connections.settings());
    this.encoder = new ChangeEncoder(server);
    this.backoff = new Backoff(connections.settings().limits().patience());
  }

  List<Outcome> modify(List<EntryChange> changes) throws DirectoryException, InterruptedException {
    List<Attempt> all = changes.stream().map(Attempt::new).toList();
    Map<Boolean, List<Attempt>> guarded =
        all.stream()
            .collect(
                Collectors.partitioningBy(
                    attempt -> server.assertion() && !attempt.version().isEmpty()));
    List<Attempt> toSend = guarded.getOrDefault(true, List.of());
    List<Attempt> toLookAt = guarded.getOrDefault(false, List.of());
    for (List<Attempt> open = all; !open.isEmpty(); open = open(all)) {
      boolean lost =
          !look(toLookAt)
              || !send(Stream.concat(toSend.stream(), open(toLookAt).stream()).toList());
      toSend = List.of();
      toLookAt = open(all);
      losses += lost ? 1 : 0;
      if (toLookAt.size() < open.size()) {
        backoff.reset();
      }
      if (lost || toLookAt.stream().anyMatch(Attempt::isPassing)) {
        pause(toLookAt);
      }
    }
    return all.stream().map(Attempt::settled).toList();
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
  private boolean look(List<Attempt> attempts) throws DirectoryException, InterruptedException {
    if (attempts.isEmpty()) {
      return true;
    }
    LDAPConnection connection = connection();
    var looks =
        pipeline(connection, WINDOW)
            .look(
                attempts.stream().map(a -> a.change().dn()).toList(),
                decoder.attributes(server.assertion()));
    boolean complete = true;
    for (int i = 0; i < attempts.size(); i++) {
      Optional<Pipeline.Look> look = looks.get(i);
      complete &= look.isPresent() && decide(attempts.get(i), look.get(), connection);
    }
    return complete;
  }

  private boolean decide(Attempt attempt, Pipeline.Look look, LDAPConnection connection) {
    if (Failures.isPassing(look.code())) {
      return false;
    }
    if (look.entry().isEmpty() || !look.code().equals(ResultCode.SUCCESS)) {
      attempt.unreadable(look.code());
      return true;
    }
    try {
      attempt.decide(decoder.decodeWhole(look.entry().get(), connection), answers);
      return true;
    } catch (LDAPException e) {
      return false;
    }
  }

  /** Sends the operations and takes the answers; false when the connection was lost on the way. */
  private boolean send(List<Attempt> attempts) throws DirectoryException, InterruptedException {
    if (attempts.isEmpty()) {
      return true;
    }
    int window = losses >= LOSSES_BEFORE_SINGLE_STEPS ? 1 : WINDOW;
    var answered =
        pipeline(connection(), window)
            .modify(attempts.stream().map(a -> encoder.encode(a.change(), a.version())).toList());
    boolean complete = true;
    for (int i = 0; i < answered.sent(); i++) {
      Optional<LDAPResult> answer = answered.get(i).filter(one -> !isLoss(one));
      if (answer.isPresent()) {
        attempts.get(i).answered(answer.get(), answers);
      } else {
        complete = false;
        attempts.get(i).unanswered(window == 1);
      }
    }
    return complete && answered.sent() == attempts.size();
  }

  /** Whether the library made the answer itself when the connection was closed. */
  private static boolean isLoss(LDAPResult answer) {
    return answer.getResultCode().isClientSideResultCode();
  }

  private Pipeline pipeline(LDAPConnection connection, int window) {
    return new Pipeline(connection, window, connections.settings().limits().response().toMillis());
  }

  private LDAPConnection connection() throws DirectoryException, InterruptedException {
    while (true) {
      try {
        return connections.shared();
      } catch (DirectoryException e) {
        if (!Connector.mayPass(e) || !backoff.pause()) {
          throw e;
        }
      }
    }
  }
}
