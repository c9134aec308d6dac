package org.patchbay.api.question;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Function;

/**
 * What a policy that is asked again remembers of each peer, for those who make a {@link Seat}. Not
 * thread-safe.
 *
 * @param <P> kind of the policy
 */
public final class SeatMemory<P> {
  private static final int FEW = 16;

  private final P policy;

  /** Places whose last message it wanted to be delayed. */
  private final BitSet delayed = new BitSet();

  private Opening[] openings = {};
  private Object[] memory = {};

  /** Nothing is remembered yet. */
  public SeatMemory(P policy) {
    this.policy = policy;
  }

  /** As {@link Seat#memory}. */
  public <M> M of(Opening opening, Class<M> type, Function<? super P, ? extends M> open) {
    int place = opening.place();
    if (place >= memory.length) {
      int length = Math.max(FEW, Math.max(place + 1, memory.length * 2));
      memory = Arrays.copyOf(memory, length);
      openings = Arrays.copyOf(openings, length);
    }
    if (openings[place] != opening) {
      memory[place] = answered(open.apply(policy));
      openings[place] = opening;
    }
    return type.cast(memory[place]);
  }

  /** As {@link Seat#answered}. */
  public static <R> R answered(R answer) {
    if (answer == null) {
      throw new IllegalStateException("answered null");
    }
    return answer;
  }

  /** As {@link Seat#delayed(Opening)}. */
  public boolean delayed(Opening opening) {
    return delayed.get(opening.place());
  }

  /** As {@link Seat#delayed(Opening, boolean)}. */
  public void delayed(Opening opening, boolean wanted) {
    delayed.set(opening.place(), wanted);
  }

  /** What is remembered of a peer; null where nothing is. */
  public Object learnt(Opening opening) {
    int place = opening.place();
    return place < memory.length && openings[place] == opening ? memory[place] : null;
  }

  /** A peer is gone. */
  public void gone(long peer) {
    for (int place = 0; place < openings.length; place++) {
      if (openings[place] != null && openings[place].peer().id() == peer) {
        openings[place] = null;
        memory[place] = null;
      }
    }
  }
}
