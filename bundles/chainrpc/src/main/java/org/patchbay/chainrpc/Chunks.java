package org.patchbay.chainrpc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which transactions a miner would take together: of those that hang together, the ones with the
 * best fee for their weight that need none of the others, then the same of the rest.
 *
 * <p>The best set is found as a closure of greatest weight: with λ the price of the last set, a
 * transaction is worth its fee less λ times its weight, and a minimum cut parts what is worth more
 * together. That is repeated with the price of what was found until nothing is worth more
 * (Dinkelbach 1967). Of sets with one price a smaller one is taken where it is one transaction with
 * what it stands on.
 */
final class Chunks {
  /** Beyond this many that hang together nothing is said. */
  static final int MOST = 25;

  private static final long NEVER_CUT = Long.MAX_VALUE / 4;

  private final Map<Family.Member, Optional<Chunk>> known = new HashMap<>();

  /** What is taken together. */
  record Chunk(long fee, long weight) {
    static Chunk of(Iterable<Family.Member> some) {
      long fee = 0;
      long weight = 0;
      for (Family.Member member : some) {
        fee += member.entry.fee();
        weight += member.entry.transaction().weight();
      }
      return new Chunk(fee, weight);
    }

    /** Whether it pays as much for its weight. */
    boolean asDear(Chunk other) {
      return Math.multiplyExact(fee, other.weight) == Math.multiplyExact(other.fee, weight);
    }
  }

  /** The chunk of a transaction; empty where too many hang together or numbers are too large. */
  Optional<Chunk> of(Family.Member member) {
    if (!known.containsKey(member)) {
      Set<Family.Member> left = together(member);
      left.forEach(each -> known.put(each, Optional.empty()));
      if (left.size() <= MOST) {
        part(left);
      }
    }
    return known.get(member);
  }

  private void part(Set<Family.Member> left) {
    try {
      while (!left.isEmpty()) {
        Set<Family.Member> best = left.size() == 1 ? Set.copyOf(left) : best(left);
        Optional<Chunk> chunk = Optional.of(Chunk.of(best));
        best.forEach(each -> known.put(each, chunk));
        left.removeAll(best);
      }
    } catch (ArithmeticException tooLarge) {
      left.forEach(each -> known.put(each, Optional.empty()));
    }
  }

  /** One and all that hang together with it, as far as is looked at. */
  private static Set<Family.Member> together(Family.Member member) {
    Set<Family.Member> found = new LinkedHashSet<>(Set.of(member));
    Deque<Family.Member> next = new ArrayDeque<>(found);
    while (!next.isEmpty() && found.size() <= MOST) {
      Family.Member at = next.remove();
      for (Set<Family.Member> others : List.of(at.parents, at.children)) {
        for (Family.Member other : others) {
          if (found.add(other)) {
            next.add(other);
          }
        }
      }
    }
    return found;
  }

  private static Set<Family.Member> best(Set<Family.Member> left) {
    Set<Family.Member> best = left;
    Set<Family.Member> better = left;
    while (!better.isEmpty()) {
      best = better;
      better = new Cut(left, Chunk.of(best)).worthMore();
    }
    Chunk price = Chunk.of(best);
    for (Family.Member member : left) {
      Set<Family.Member> alone = new LinkedHashSet<>(Family.ancestors(member));
      alone.retainAll(left);
      if (alone.size() < best.size() && Chunk.of(alone).asDear(price)) {
        best = alone;
      }
    }
    return new LinkedHashSet<>(best);
  }

  /** A network whose minimum cut parts those that are worth more than a price together. */
  private static final class Cut {
    private final List<Family.Member> members;
    private final Map<Family.Member, Integer> places = new HashMap<>();
    private final long[][] room;
    private final int source;
    private final int sink;

    Cut(Set<Family.Member> left, Chunk price) {
      members = new ArrayList<>(left);
      source = members.size();
      sink = source + 1;
      room = new long[sink + 1][sink + 1];
      for (int i = 0; i < members.size(); i++) {
        places.put(members.get(i), i);
      }
      for (int i = 0; i < members.size(); i++) {
        Family.Member member = members.get(i);
        long worth =
            Math.subtractExact(
                Math.multiplyExact(member.entry.fee(), price.weight()),
                Math.multiplyExact(price.fee(), (long) member.entry.transaction().weight()));
        if (Math.abs(worth) > NEVER_CUT / MOST) {
          throw new ArithmeticException("worth " + worth);
        }
        if (worth > 0) {
          room[source][i] = worth;
        } else {
          room[i][sink] = -worth;
        }
        for (Family.Member parent : member.parents) {
          Integer place = places.get(parent);
          if (place != null) {
            room[i][place] = NEVER_CUT;
          }
        }
      }
    }

    /** Empty when none are. */
    Set<Family.Member> worthMore() {
      int[] from = path();
      while (from[sink] >= 0) {
        push(from);
        from = path();
      }
      Set<Family.Member> found = new LinkedHashSet<>();
      for (int i = 0; i < members.size(); i++) {
        if (from[i] >= 0) {
          found.add(members.get(i));
        }
      }
      return found;
    }

    /** Where each place is reached from by a shortest way from the source; -1 where it is not. */
    private int[] path() {
      int[] from = new int[room.length];
      Arrays.fill(from, -1);
      from[source] = source;
      Deque<Integer> next = new ArrayDeque<>(List.of(source));
      while (!next.isEmpty()) {
        int at = next.remove();
        for (int to = 0; to < room.length; to++) {
          if (from[to] < 0 && room[at][to] > 0) {
            from[to] = at;
            next.add(to);
          }
        }
      }
      return from;
    }

    private void push(int[] from) {
      long least = Long.MAX_VALUE;
      for (int at = sink; at != source; at = from[at]) {
        least = Math.min(least, room[from[at]][at]);
      }
      for (int at = sink; at != source; at = from[at]) {
        room[from[at]][at] -= least;
        room[at][from[at]] += least;
      }
    }
  }
}
