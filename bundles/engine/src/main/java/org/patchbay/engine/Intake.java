package org.patchbay.engine;

import java.util.List;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.transport.Arrival;
import org.patchbay.wire.message.Message;

/**
 * Where the serving of one peer stands. Confined to the node loop.
 *
 * <p>Everything between two foreign calls is here and not in locals, so that a step that was
 * abandoned inside such a call goes on from here when it is run again.
 */
final class Intake {
  /** Cost the peer may still use in this round; negative after a costly message. */
  long deficit;

  /** True while it stands in line. */
  boolean queued;

  /** Taken from the link and not yet handled. */
  Arrival head;

  /** True when the rate limit let the head pass. */
  boolean passed;

  /** True when the head's pause was already noted. */
  boolean delayed;

  /** Consecutive messages of one type that wait to be delivered together; null for none. */
  List<Message> run;

  MessageKind runKind;

  /** Receive time of the first of the run, and bytes of all of it. */
  long runSince;

  long runBytes;

  /** Receive time of the message being handled. */
  long receivedAt = -1;

  /** True while its outbox is over the mark. */
  boolean blocked;

  /** Wakes it from a pause; null while it is not paused by the rate limit. */
  Cancellable pause;

  /** How many protocols it spoke are away and waited for. */
  int held;

  private long pauses;
  private long standingSince = -1;
  private long stoodFor;
  private boolean transportPaused;
  private long lastStoodAt;

  /** Whether the engine serves it. */
  boolean servable() {
    return pause == null && held == 0;
  }

  /** Whether it is our doing that nothing is taken from it. */
  boolean standing() {
    return pause != null || held > 0 || blocked;
  }

  /** To be called after every change of what {@link #standing} depends on. */
  void mark(long now) {
    if (standing()) {
      if (standingSince < 0) {
        standingSince = now;
        pauses++;
      }
    } else if (standingSince >= 0) {
      stoodFor += now - standingSince;
      lastStoodAt = now;
      standingSince = -1;
    }
  }

  /**
   * The transport was looked at, and whether it does not read the peer for a bound of its own.
   *
   * @param nanos since it was last looked at
   */
  void transport(boolean paused, long nanos, long now) {
    boolean counts = paused && !standing();
    if (counts) {
      pauses += transportPaused ? 0 : 1;
      stoodFor += nanos;
      lastStoodAt = now;
    }
    transportPaused = counts;
  }

  /** How often it was not taken from, as far as the looks at the transport tell. */
  long pauses() {
    return pauses;
  }

  /** Nanoseconds of the pauses that are over. */
  long pausedTime() {
    return stoodFor;
  }

  /** Nanoseconds in which we did not take what it may have sent. */
  long stoodFor(long now) {
    return stoodFor + (standingSince >= 0 ? now - standingSince : 0);
  }

  /** When that last was so; {@code now} while it is. */
  long lastStoodAt(long connectedAt, long now) {
    return standingSince >= 0 ? now : stoodFor > 0 ? lastStoodAt : connectedAt;
  }
}
