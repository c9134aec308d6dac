package org.patchbay.record;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.patchbay.api.node.Shadow;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.question.Opening;
import org.patchbay.api.question.Question;
import org.patchbay.api.question.Seat;
import org.patchbay.api.question.SeatMemory;
import org.patchbay.api.question.Transcript;

/** Where one policy is asked a recording. Confined to one thread. */
final class Desk<P> implements Transcript, Seat<P> {
  private static final int KEPT = 256;
  private static final int KINDS = 64;

  private final Kind kind;
  private final P policy;
  private final LongSupplier clock;
  private final SeatMemory<P> memory;
  private final Times times = new Times();
  private final Set<String> inForce = new LinkedHashSet<>();
  private final TreeMap<String, Long> kinds = new TreeMap<>();
  private final ArrayDeque<Shadow.Difference> last = new ArrayDeque<>();
  private long questions;
  private long compared;
  private long differed;
  private long failures;
  private String failure = "";
  private long missed;
  private long begin = Long.MAX_VALUE;
  private long end = Long.MIN_VALUE;

  @SuppressWarnings("unchecked") // The kind is one that the policy is of.
  Desk(Kind kind, Object policy, LongSupplier clock) {
    this.kind = kind;
    this.policy = (P) policy;
    this.clock = clock;
    this.memory = new SeatMemory<>(this.policy);
  }

  Result result(Recording.Ending ending) {
    return new Result(
        kind.slot(),
        List.copyOf(inForce),
        questions,
        compared,
        differed,
        java.util.Collections.unmodifiableMap(kinds),
        new ArrayList<>(last),
        failures,
        failure,
        missed,
        Math.max(0, end - begin),
        times.percentile(50),
        times.percentile(99),
        times.max(),
        ending.cut());
  }

  @Override
  public void inForce(String slot, String name, long now) {
    if (slot.equals(kind.slot())) {
      inForce.add(name);
    }
  }

  @Override
  @SuppressWarnings("unchecked") // Questions of a kind are put to policies of that kind.
  public void asked(Question<?> question) {
    begin = Math.min(begin, question.now());
    end = Math.max(end, question.now());
    if (!kind.asks(question)) {
      return;
    }
    questions++;
    long before = clock.getAsLong();
    try {
      ((Question<P>) question).put(this);
    } catch (RuntimeException | StackOverflowError thrown) {
      failed(thrown);
    }
    times.add(clock.getAsLong() - before);
  }

  private void failed(Throwable thrown) {
    failures++;
    if (failure.isEmpty()) {
      StackTraceElement[] stack = thrown.getStackTrace();
      failure = thrown + (stack.length == 0 ? "" : " at " + stack[0]);
    }
  }

  @Override
  public void gone(long peer) {
    memory.gone(peer);
  }

  @Override
  public void missed(long count) {
    missed += count;
  }

  @Override
  public void settled() {}

  @Override
  public void ended() {}

  @Override
  public P policy() {
    return policy;
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
  public boolean delayed(Opening opening) {
    return memory.delayed(opening);
  }

  @Override
  public void delayed(Opening opening, boolean wanted) {
    memory.delayed(opening, wanted);
  }

  @Override
  public void size(int weight) {}

  @Override
  public void agreed() {
    compared++;
  }

  @Override
  public void differed(String how, PeerView peer, long now, String detail) {
    differed(
        new Shadow.Difference(
            now,
            how,
            OptionalLong.of(peer.id()),
            peer.address().toString(),
            peer.userAgent(),
            now - peer.connectedAt(),
            detail));
  }

  @Override
  public void differed(String how, long now, String detail) {
    differed(new Shadow.Difference(now, how, OptionalLong.empty(), "", "", -1, detail));
  }

  private void differed(Shadow.Difference difference) {
    compared++;
    differed++;
    String how = difference.kind();
    kinds.merge(kinds.size() < KINDS || kinds.containsKey(how) ? how : "other", 1L, Long::sum);
    if (last.size() == KEPT) {
      last.remove();
    }
    last.add(difference);
  }
}
