package org.patchbay.i2p;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * Sessions for one connection each, so that no peer can tell two of them to be ours (protocol-facts
 * §19.4). Confined to the node loop.
 *
 * <p>Rule: one through which nobody was reached serves the next, because the router has built its
 * tunnels already; ten are kept.
 */
final class PassingSessions {
  static final int MOST_UNUSED = 10;

  private final Bridge bridge;
  private final Set<SamSession> all = new HashSet<>();
  private final Queue<SamSession> unused = new ArrayDeque<>();
  private boolean over;

  PassingSessions(Bridge bridge) {
    this.bridge = bridge;
  }

  /** One for a connection, which may have to be made. */
  SamSession take() {
    SamSession kept = unused.poll();
    if (kept != null) {
      return kept;
    }
    SamSession made = new SamSession(bridge, Optional.empty());
    made.onLost(reason -> drop(made));
    all.add(made);
    return made;
  }

  /** Nobody was reached through it. */
  void giveBack(SamSession session) {
    if (over || session.standing().isEmpty() || unused.size() >= MOST_UNUSED) {
      end(session, "nobody was reached through it");
    } else {
      unused.add(session);
    }
  }

  /** It is not needed any more, or does not stand. */
  void end(SamSession session, String reason) {
    drop(session);
    session.close(reason);
  }

  private void drop(SamSession session) {
    all.remove(session);
    unused.remove(session);
  }

  /** Ends all of them, and with them the connections through them. */
  void endAll(String reason) {
    over = true;
    List.copyOf(all).forEach(session -> end(session, reason));
  }

  int unused() {
    return unused.size();
  }

  int all() {
    return all.size();
  }
}
