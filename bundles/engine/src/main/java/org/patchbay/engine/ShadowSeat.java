package org.patchbay.engine;

import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.patchbay.api.node.Shadow;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.question.Opening;
import org.patchbay.api.question.Question;
import org.patchbay.api.question.Seat;
import org.patchbay.api.question.SeatMemory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a shadow answers. Confined to its {@link Aside}, but for what is marked otherwise.
 *
 * <p>It is asked in the order in which the policy in force was, with the same times and chances, so
 * that its answers follow from the questions alone. After a few failures within a window, or an
 * error of the virtual machine, it is asked no more.
 */
final class ShadowSeat<P> implements Seat<P> {
  private static final Logger LOG = LoggerFactory.getLogger(ShadowSeat.class);
  private static final int SAMPLE = 16;

  /** Calls in which its classes are loaded, which is not its slowness. */
  private static final int WARM_UP = 2;

  final ShadowRecord record = new ShadowRecord();
  private final P policy;
  private final String title;
  private final int sample;
  private final PolicySlot.Guard guard;
  private final LongSupplier clock;
  private final Strikes strikes;
  private final Appetite appetite = new Appetite();
  private final SeatMemory<P> memory;

  private int size = 1;

  /** Questions begun, odd while the shadow is inside one; read by the loop. */
  private volatile long progress;

  /** Why it is asked no more; null while it is. Written by the loop, too. */
  private volatile String ended;

  /**
   * An empty seat.
   *
   * @param title slot and policy, for the log
   * @param sampled true when it is asked so often that only a sample of its calls is timed
   */
  ShadowSeat(P policy, String title, boolean sampled, PolicySlot.Guard guard, LongSupplier clock) {
    this.policy = policy;
    this.memory = new SeatMemory<>(policy);
    this.title = title;
    this.sample = sampled ? SAMPLE : 1;
    this.guard = guard;
    this.clock = clock;
    this.strikes = new Strikes(guard.strikes(), guard.window());
  }

  /** Puts some questions, one after the other. */
  void put(Question<P>[] questions, int count) {
    for (int i = 0; i < count && ended == null; i++) {
      put(questions[i]);
      questions[i] = null;
    }
  }

  @SuppressWarnings("NonAtomicOperationOnVolatileField") // One thread writes, another reads.
  private void put(Question<P> question) {
    long number = progress + 1;
    progress = number;
    size = 1;
    boolean timed = (number >> 1) % sample == 0;
    long begin = timed ? clock.getAsLong() : 0;
    long before = timed ? Allocation.ofThis() : 0;
    try {
      question.put(this);
    } catch (Throwable thrown) {
      failed(thrown);
    }
    if (timed && number > 2 * WARM_UP) {
      long nanos = clock.getAsLong() - begin;
      record.took(nanos, nanos > guard.budget() * size);
    }
    if (timed && appetite.ate((Allocation.ofThis() - before) * sample)) {
      end(appetite.hunger());
    }
    progress = number + 1;
  }

  private void failed(Throwable thrown) {
    record.failed();
    boolean hopeless = thrown instanceof VirtualMachineError;
    if (strikes.add(clock.getAsLong()) || hopeless) {
      end("threw " + Stacks.of(thrown));
    }
  }

  @Override
  public P policy() {
    return policy;
  }

  @Override
  public boolean delayed(Opening opening) {
    return memory.delayed(opening);
  }

  @Override
  public void delayed(Opening opening, boolean wanted) {
    memory.delayed(opening, wanted);
  }

  @Override
  public void size(int times) {
    size = times;
  }

  @Override
  public <M> M memory(Opening opening, Class<M> type, Function<? super P, ? extends M> open) {
    return memory.of(opening, type, open);
  }

  @Override
  public <R> R answered(R answer) {
    return SeatMemory.answered(answer);
  }

  @Override
  public void agreed() {
    record.agreed();
  }

  @Override
  public void differed(String kind, PeerView peer, long now, String detail) {
    record.differed(
        new Shadow.Difference(
            now,
            kind,
            OptionalLong.of(peer.id()),
            peer.address().toString(),
            peer.userAgent(),
            now - peer.connectedAt(),
            detail));
  }

  @Override
  public void differed(String kind, long now, String detail) {
    record.differed(new Shadow.Difference(now, kind, OptionalLong.empty(), "", "", -1, detail));
  }

  /** Questions begun, odd while the shadow is inside one. From any thread. */
  long progress() {
    return progress;
  }

  /** Why it is asked no more; null while it is. From any thread. */
  String ended() {
    return ended;
  }

  /** It is asked no more. From any thread; the first reason counts. */
  void end(String reason) {
    if (ended == null) {
      ended = reason;
      LOG.warn("shadow {} is asked no more: {}", title, reason);
    }
  }

  /** What was learnt of a peer; null where it is not that one. Once nothing is asked any more. */
  Object learnt(Opening opening) {
    return memory.learnt(opening);
  }
}
