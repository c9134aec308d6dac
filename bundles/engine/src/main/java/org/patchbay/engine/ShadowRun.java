package org.patchbay.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
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
  /** Looks in a row that find it inside the same question. */
  private static final int LOOKS = 6;

  private static final Duration LOOK = Duration.ofMillis(200);

  final Tenant<P> tenant;
  private final String slot;
  private final Loop loop;
  private final Runnable over;
  private final Aside aside;
  private final ShadowSeat<P> seat;
  private final long since;
  private final Batches<Question<P>> batches;
  private final Notebook<P> notebook;
  private final CompletableFuture<Void> quiet = new CompletableFuture<>();
  private boolean leaving;
  private Cancellable watch;
  private long seen = -1;
  private int looks;
  private long allocated;
  private boolean ended;

  /**
   * A trial that begins.
   *
   * @param over told on the loop, maybe more than once, when the policy is asked no more
   */
  ShadowRun(
      Tenant<P> tenant,
      String slot,
      boolean sampled,
      PolicySlot.Guard guard,
      Loop loop,
      Runnable over) {
    this.over = over;
    this.tenant = tenant;
    this.slot = slot;
    this.loop = loop;
    this.aside = Aside.of(loop, "shadow-" + slot);
    String title = slot + "/" + tenant.name;
    this.seat = new ShadowSeat<>(tenant.policy, title, sampled, guard, loop::now);
    this.batches =
        new Batches<>(
            loop, aside, ShadowRun::array, (some, count, missed) -> seat.put(some, count));
    this.notebook = new Notebook<>(batches, this::live);
    this.since = loop.now();
    this.watch = loop.after(LOOK, this::look);
  }

  @SuppressWarnings("unchecked") // An array of a generic type is made no other way.
  private static <Q> Question<Q>[] array(int length) {
    return (Question<Q>[]) new Question<?>[length];
  }

  /** What the slot is asked is put down here. */
  Beside<P> beside() {
    return notebook;
  }

  /** Whether it is still asked. */
  boolean live() {
    return !leaving && seat.ended() == null;
  }

  /** Why it is asked no more, by its own fault; null where it is not. */
  String fault() {
    return seat.ended();
  }

  /** Looks whether it stands inside one question, or eats memory there. */
  private void look() {
    watch = loop.after(LOOK, this::look);
    notebook.relax();
    if (!live()) {
      over.run();
    }
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
      batches.drop();
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
    batches.handOver();
    leaving = true;
    end(false);
    quiet.thenRun(then);
  }

  /** What it learnt, for the policy that is in force now. Once it is quiet. */
  void teach(Tenant<P> successor) {
    for (Opening opening : notebook.openings()) {
      Object learnt = opening == null ? null : seat.learnt(opening);
      if (learnt != null) {
        successor.remember(opening.place(), learnt);
      }
    }
  }

  /** How it stands, from any thread once it is made. */
  Supplier<ShadowSnapshot> report(String inForce) {
    long left = batches.leftOut();
    String fault = fault();
    String state = fault != null ? fault : leaving ? "ending" : "running";
    return () -> seat.record.snapshot(slot, tenant.name, inForce, state, since, left);
  }
}
