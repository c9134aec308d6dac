package org.patchbay.engine;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * One policy that could fill a slot, with what was measured of it. Confined to the node loop.
 *
 * <p>What the policy remembers of each peer hangs here and nowhere else, by the peer's place: when
 * the tenant goes, all of it becomes unreachable at once, and the policy's class loader with it.
 */
final class Tenant<P> {
  /** One in so many calls is timed while nothing suspicious was seen. */
  private static final int SAMPLE = 64;

  final P policy;
  final String name;
  final int ranking;
  final long serviceId;
  final Strikes strikes;
  final Appetite appetite = new Appetite();
  private Object[] memory = {};
  private Bequest bequest = Bequest.NOTHING;
  private CompletableFuture<Void> away = CompletableFuture.completedFuture(null);
  private String benched;
  private long calls;
  private long timedCalls;
  private long timedNanos;
  private long maxNanos;
  private int precise = SAMPLE;

  Tenant(P policy, String name, int ranking, long serviceId, Strikes strikes) {
    this.policy = policy;
    this.name = name;
    this.ranking = ranking;
    this.serviceId = serviceId;
    this.strikes = strikes;
  }

  /** Opens a memory, with what the policy before offers, which may be nothing. */
  interface Opener<P, M> {
    M open(P policy, Map<String, Double> learnt);
  }

  /** The memory for a peer, opened on first use. */
  <M> M memory(int place, Class<M> type, Opener<? super P, ? extends M> opener) {
    if (place >= memory.length) {
      memory = Arrays.copyOf(memory, Math.max(16, Math.max(place + 1, memory.length * 2)));
    }
    if (memory[place] == null) {
      M opened = opener.open(policy, bequest.take(place));
      if (opened == null) {
        throw new IllegalStateException("open answered null");
      }
      memory[place] = opened;
    }
    return type.cast(memory[place]);
  }

  /** Takes over what was learnt of a peer elsewhere. */
  void remember(int place, Object learnt) {
    if (place >= memory.length) {
      memory = Arrays.copyOf(memory, Math.max(16, Math.max(place + 1, memory.length * 2)));
    }
    memory[place] = learnt;
  }

  /** What it remembers of each peer, by the peer's place. */
  Object[] memories() {
    return memory;
  }

  /** What the policy before it offers. */
  void inherit(Bequest offered) {
    bequest = offered;
  }

  /** It is asked elsewhere, as a shadow, and must not be asked here. */
  void lend() {
    away = new CompletableFuture<>();
  }

  /** No call is inside it elsewhere any more. */
  void back() {
    away.complete(null);
  }

  /** Whether it is asked elsewhere. */
  boolean away() {
    return !away.isDone();
  }

  /** Runs a task once it is not asked elsewhere any more; at once when it is not. */
  void whenBack(Runnable task) {
    away.thenRun(task);
  }

  /** Done once it is not asked elsewhere any more. */
  CompletableFuture<Void> quiet() {
    return away;
  }

  /** Whether it may be tried. */
  boolean free() {
    return benched == null && !away();
  }

  /** Forgets a peer that is gone. */
  void forget(int place) {
    if (place < memory.length) {
      memory[place] = null;
    }
    bequest.take(place);
  }

  /** Forgets every peer. */
  void forgetAll() {
    memory = new Object[0];
    bequest = Bequest.NOTHING;
  }

  /** Counts a call; answers whether it is to be timed. */
  boolean called(boolean always) {
    calls++;
    if (always || precise > 0) {
      precise--;
      return true;
    }
    return calls % SAMPLE == 0;
  }

  /** Timed calls allocated so much; each of a sample stands for those between. */
  boolean ate(long bytes, boolean sampled) {
    return appetite.ate(sampled && precise <= 0 ? bytes * SAMPLE : bytes);
  }

  /** A step that contained a call took too long: time the next calls one by one. */
  void suspect() {
    precise = 4 * SAMPLE;
  }

  void timed(long nanos) {
    timedCalls++;
    timedNanos += nanos;
    maxNanos = Math.max(maxNanos, nanos);
  }

  void bench(String reason) {
    benched = reason;
  }

  void unbench() {
    benched = null;
  }

  /** Why it is benched; null when it is not. */
  String benched() {
    return benched;
  }

  long calls() {
    return calls;
  }

  long meanNanos() {
    return timedCalls == 0 ? 0 : timedNanos / timedCalls;
  }

  long maxNanos() {
    return maxNanos;
  }
}
