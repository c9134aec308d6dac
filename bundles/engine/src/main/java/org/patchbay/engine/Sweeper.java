package org.patchbay.engine;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.peer.CloseReason;

/**
 * Looks at every peer once a second, a bounded number at a time: one sweep instead of timers per
 * peer. Confined to the node loop.
 */
final class Sweeper {
  private static final int CHUNK = 500;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long SECONDS_OF_DAY = TimeUnit.DAYS.toSeconds(1);

  private final World world;
  private final Closer closer;
  private final Calls calls;
  private final Standing standing;
  private Cancellable next = () -> {};
  private long seconds;
  private long today;
  private int place;
  private boolean stopped;

  Sweeper(World world, Closer closer, Calls calls, Standing standing) {
    this.world = world;
    this.closer = closer;
    this.calls = calls;
    this.standing = standing;
  }

  void start() {
    next = world.loop.after(Duration.ofSeconds(1), this::begin);
  }

  void stop() {
    stopped = true;
    next.cancel();
  }

  private void begin() {
    if (stopped) {
      return;
    }
    next = world.loop.after(Duration.ofSeconds(1), this::begin);
    seconds++;
    today = world.loop.wallTime().getEpochSecond() / SECONDS_OF_DAY;
    place = 0;
    world.loop.execute(this::chunk);
  }

  /** Goes on where it is: run again after a policy did not return, it repeats one peer. */
  private void chunk() {
    long now = world.now();
    int end = Math.min(world.peers.places(), place + CHUNK);
    while (place < end) {
      Peer peer = world.peers.at(place);
      if (peer != null && peer.open()) {
        look(peer, now);
      }
      place++;
    }
    calls.settle();
    if (place < world.peers.places() && !stopped) {
      world.loop.execute(this::chunk);
    }
  }

  private void look(Peer peer, long now) {
    peer.ledger.today.is(today);
    peer.intake.transport(peer.link.paused(), SECOND, now);
    CloseReason reason = Timeouts.of(peer, world.settings, now);
    if (reason != null) {
      closer.close(peer, reason);
      return;
    }
    long interval = Math.max(1, world.settings.scores().interval() / SECOND);
    if ((peer.place() + seconds) % interval == 0) {
      standing.look(peer, now);
    }
  }
}
