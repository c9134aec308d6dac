package org.patchbay.engine;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.question.Opening;
import org.patchbay.api.question.Question;

/**
 * One policy that is tried beside the one in force. Confined to the node loop.
 *
 * <p>What the policy in force was asked is put down with its answer, handed over in batches and
 * asked again beside the loop: a shadow that throws, is slow or never returns costs the loop
 * nothing but the putting down. What waits is bounded; beyond it questions are left out and
 * counted. A shadow that is inside one question for more than a second is asked no more.
 */
final class ShadowRun<P> {
  private static final int BATCH = 256;
  private static final int MOST_WAITING = 32_768;

  /** Looks in a row that find it inside the same question. */
  private static final int LOOKS = 6;

  /** Questions about single peers between two looks. */
  private static final int MOST_FOLLOWED = 4_000;

  private static final int MOST_MASK = 1_023;
  private static final Duration PACE = Duration.ofMillis(20);
  private static final Duration LOOK = Duration.ofMillis(200);

  final Tenant<P> tenant;
  private final String slot;
  private final Loop loop;
  private final Aside aside;
  private final ShadowSeat<P> seat;
  private final long since;
  private final AtomicLong waiting = new AtomicLong();
  private final CompletableFuture<Void> quiet = new CompletableFuture<>();
  private Opening[] openings = {};
  private Question<P>[] batch = array();
  private int count;
  private int weight;
  private long leftOut;
  private int mask;
  private int followed;
  private boolean tight;
  private boolean leaving;
  private boolean pacing;
  private Cancellable watch;
  private long seen = -1;
  private int looks;
  private long allocated;
  private boolean ended;

  ShadowRun(Tenant<P> tenant, String slot, boolean sampled, PolicySlot.Guard guard, Loop loop) {
    this.tenant = tenant;
    this.slot = slot;
    this.loop = loop;
    this.aside = Aside.of(loop, "shadow-" + slot);
    String title = slot + "/" + tenant.name;
    this.seat = new ShadowSeat<>(tenant.policy, title, sampled, guard, loop::now);
    this.since = loop.now();
    this.watch = loop.after(LOOK, this::look);
  }

  @SuppressWarnings("unchecked") // An array of a generic type is made no other way.
  private static <Q> Question<Q>[] array() {
    return (Question<Q>[]) new Question<?>[BATCH];
  }

  /** Whether it is still asked. */
  boolean live() {
    return !leaving && seat.ended() == null;
  }

  /** Why it is asked no more, by its own fault; null where it is not. */
  String fault() {
    return seat.ended();
  }

  /**
   * Whether what happens with a peer is put down. All of it or nothing: a memory with gaps compares
   * with nothing.
   */
  boolean follows(Peer peer) {
    int place = peer.place();
    if ((place & mask) == 0) {
      if (++followed > MOST_FOLLOWED) {
        mask = Math.min(MOST_MASK, mask * 2 + 1);
        followed = 0;
        tight = true;
      }
      return true;
    }
    leftOut++;
    forget(place);
    return false;
  }

  /** Follows more peers again when less happens with them. */
  private void relax() {
    if (!tight && followed < MOST_FOLLOWED / 4) {
      mask >>= 1;
    }
    followed = 0;
    tight = false;
  }

  /** The peer as the shadow first met it. */
  Opening opening(Peer peer, long now) {
    int place = peer.place();
    if (place >= openings.length) {
      openings = Arrays.copyOf(openings, Math.max(16, Math.max(place + 1, openings.length * 2)));
    }
    Opening opening = openings[place];
    if (opening == null) {
      opening = new Opening(place, peer.snapshot(), now);
      openings[place] = opening;
    }
    return opening;
  }

  /** A peer is gone. */
  void forget(int place) {
    if (place < openings.length) {
      openings[place] = null;
    }
  }

  /** Puts down a question; {@code views} peers hang on it. */
  void put(Question<P> question, int views) {
    if (!live()) {
      return;
    }
    batch[count++] = question;
    weight += 1 + views;
    if (count == BATCH || weight >= BATCH) {
      handOver();
    } else if (!pacing) {
      pacing = true;
      loop.after(PACE, this::paced);
    }
  }

  /** A question was too large to be put down. */
  void leaveOut() {
    leftOut += live() ? 1 : 0;
  }

  private void paced() {
    pacing = false;
    handOver();
  }

  private void handOver() {
    if (count == 0) {
      return;
    }
    if (waiting.get() + weight > MOST_WAITING) {
      leftOut += count;
      Arrays.fill(batch, 0, count, null);
    } else {
      Question<P>[] full = batch;
      int questions = count;
      int heavy = weight;
      waiting.addAndGet(heavy);
      batch = array();
      aside.run(
          () -> {
            seat.put(full, questions);
            waiting.addAndGet(-heavy);
          });
    }
    count = 0;
    weight = 0;
  }

  /** Looks whether it stands inside one question, or eats memory there. */
  private void look() {
    watch = loop.after(LOOK, this::look);
    relax();
    long progress = seat.progress();
    long eaten = aside.allocated();
    if (progress != seen || (progress & 1) == 0) {
      seen = progress;
      looks = 0;
      allocated = eaten;
    } else if (++looks >= LOOKS) {
      stop("did not return: ");
    } else if (eaten - allocated > PolicySlot.MOST_ALLOCATED) {
      stop("allocated " + (eaten - allocated >> 20) + " MB in one call: ");
    }
  }

  private void stop(String what) {
    String reason = what + aside.where();
    seat.end(reason);
    tenant.bench(reason);
    end(true);
  }

  private void end(boolean drop) {
    if (!ended) {
      ended = true;
      watch.cancel();
      count = 0;
      batch = array();
      aside.end(drop, () -> loop.execute(() -> quiet.complete(null)));
    }
  }

  /**
   * Ends it. What is put down already is still asked, unless it is at fault.
   *
   * @param then told on the loop once no call is inside the policy any more; never, when one does
   *     not return
   */
  void leave(Runnable then) {
    handOver();
    leaving = true;
    end(false);
    quiet.thenRun(then);
  }

  /** What it learnt, for the policy that is in force now. Once it is quiet. */
  void teach(Tenant<P> successor) {
    for (Opening opening : openings) {
      Object learnt = opening == null ? null : seat.learnt(opening);
      if (learnt != null) {
        successor.remember(opening.place(), learnt);
      }
    }
  }

  /** How it stands, from any thread once it is made. */
  Supplier<ShadowSnapshot> report(String inForce) {
    long left = leftOut;
    String fault = fault();
    String state = fault != null ? fault : leaving ? "ending" : "running";
    return () -> seat.record.snapshot(slot, tenant.name, inForce, state, since, left);
  }
}
