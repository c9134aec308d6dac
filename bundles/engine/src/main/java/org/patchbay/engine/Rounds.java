package org.patchbay.engine;

import java.util.ArrayDeque;
import org.patchbay.api.peer.CloseReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the links that have something to read, by deficit round robin. Confined to the node loop.
 *
 * <p>Rule: every turn each peer in line may spend a quantum of cost, which is bytes plus time; what
 * a message cost too much is taken off the next turns. The quantum shrinks with the line and with
 * the peer's misbehaviour. A turn is bounded in time, so that timers and other tasks come through.
 *
 * <p>Attack: served as they come, a flood from one peer delays all others and fills their inboxes.
 */
final class Rounds {
  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
  private static final long TURN_NANOS = 2_000_000;
  private static final long LINE_COST = 256 * 1024;
  private static final long MIN_QUANTUM = 2 * 1024;
  private static final long MAX_QUANTUM = 32 * 1024;
  private static final long MESSAGE_COST = 200;
  private static final long NANOS_PER_COST = 32;

  private final World world;
  private final Walk walk;
  private final Announcer announcer;
  private final Outboxes outboxes;
  private final Calls calls;
  private final Closer closer;
  private final ArrayDeque<Peer> line = new ArrayDeque<>();
  private boolean scheduled;

  Rounds(
      World world, Walk walk, Announcer announcer, Outboxes outboxes, Calls calls, Closer closer) {
    this.world = world;
    this.walk = walk;
    this.announcer = announcer;
    this.outboxes = outboxes;
    this.calls = calls;
    this.closer = closer;
    world.wake = this::wake;
    world.turn = this::schedule;
    world.observers.turn = this::schedule;
  }

  /** Cost of a message: about a byte, or 32 nanoseconds. */
  static long cost(int bytes, long nanos) {
    return MESSAGE_COST + bytes + nanos / NANOS_PER_COST;
  }

  /** There may be something to read from a peer. */
  void wake(Peer peer) {
    if (!peer.intake.queued && peer.open() && peer.intake.servable()) {
      peer.intake.queued = true;
      line.add(peer);
      schedule();
    }
  }

  /** The peer's outbox is below its mark again. */
  void writable(Peer peer) {
    peer.intake.blocked = false;
    peer.intake.mark(world.now());
    wake(peer);
  }

  /** A turn will come. */
  void schedule() {
    if (!scheduled) {
      scheduled = true;
      world.loop.execute(this::turn);
    }
  }

  private void turn() {
    try {
      calls.settle();
      serveLine();
      announcer.turn();
      outboxes.flush();
      world.observers.tell(world.settings.guard().budget());
    } catch (Abandoned gone) {
      throw gone;
    } catch (Throwable bug) {
      // Whatever it was, the next turn must come.
      LastWords.say(LOG, "a turn failed", bug);
    }
    scheduled = false;
    if (!line.isEmpty() || announcer.waiting() || world.observers.waiting()) {
      schedule();
    }
  }

  private void serveLine() {
    long begin = world.now();
    long now = begin;
    for (int left = line.size(); left > 0 && now - begin < TURN_NANOS; left--) {
      Peer peer = line.peek();
      peer.intake.deficit += quantum(peer);
      try {
        now = serve(peer, now);
      } catch (RuntimeException bug) {
        LOG.error("serving peer {} failed", peer.id(), bug);
        closer.close(peer, CloseReason.of(CloseReason.Code.INTERNAL_ERROR, bug.toString()));
        peer.intake.queued = false;
      }
      line.remove();
      if (peer.intake.queued) {
        line.add(peer);
      }
    }
  }

  private long quantum(Peer peer) {
    long share = Math.max(MIN_QUANTUM, Math.min(MAX_QUANTUM, LINE_COST / line.size()));
    return Math.max(share / 16, share * (100 - peer.misbehaviour) / 100);
  }

  /** Serves a peer until its quantum is spent; it leaves the line when it has nothing more. */
  private long serve(Peer peer, long begin) {
    Intake intake = peer.intake;
    long now = begin;
    while (intake.deficit > 0) {
      if (!peer.open() || !intake.servable()) {
        return leave(peer, now);
      }
      if (!peer.link.writable()) {
        walk.deliverRun(peer);
        intake.blocked = true;
        intake.mark(now);
        return leave(peer, now);
      }
      if (intake.head == null) {
        intake.head = peer.link.poll();
        if (intake.head == null) {
          return leave(peer, walk.deliverRun(peer) ? world.now() : now);
        }
      }
      now = walk.step(peer, now);
    }
    return walk.deliverRun(peer) ? world.now() : now;
  }

  private static long leave(Peer peer, long now) {
    peer.intake.queued = false;
    peer.intake.deficit = Math.min(peer.intake.deficit, 0);
    return now;
  }
}
