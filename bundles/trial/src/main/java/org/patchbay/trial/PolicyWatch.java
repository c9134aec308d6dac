package org.patchbay.trial;

import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.patchbay.api.health.Health;
import org.patchbay.api.health.HealthCheck.Severity;
import org.patchbay.api.node.Node;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.trial.Conditions;

/**
 * Looks once a second whether a policy that was put in force keeps its conditions. Confined to the
 * node loop.
 *
 * <p>What the ceiling on ended connections kept from being carried out, nobody has seen: a policy
 * of which it held something back is neither kept nor rolled back for that; the end says so.
 *
 * <p>A condition that chance may break once, the lag of the loop and the number of useful peers,
 * must be broken in three looks: of a minute, or in a row.
 */
final class PolicyWatch {
  private static final Set<CloseReason.Code> BY_POLICY =
      EnumSet.of(
          CloseReason.Code.MISBEHAVIOUR,
          CloseReason.Code.NOT_ADMITTED,
          CloseReason.Code.EVICTED,
          CloseReason.Code.RATE_LIMIT,
          CloseReason.Code.LOW_SCORE);
  private static final long GRACE = TimeUnit.SECONDS.toNanos(5);
  private static final long USEFUL = TimeUnit.MINUTES.toNanos(20);
  private static final int MINUTE = 60;
  private static final int PATIENCE = 3;

  final String slot;
  final String policy;
  final Conditions conditions;
  private final long began;
  private final int useful;
  private final long withheld;
  private final Set<String> ailing;
  private final ArrayDeque<Long> ended = new ArrayDeque<>();
  private final ArrayDeque<Boolean> late = new ArrayDeque<>();
  private int few;
  private volatile long heldBack;

  /** A watch that begins now, before the policy is in force. */
  PolicyWatch(
      String slot,
      String policy,
      Conditions conditions,
      Node node,
      List<Health.State> health,
      long now) {
    this.slot = slot;
    this.policy = policy;
    this.conditions = conditions;
    this.began = now;
    this.useful = useful(node.peers(), now);
    this.withheld = seat(node).withheld();
    this.ailing = critical(health);
    ended.add(ended(node));
  }

  /** Whether its time is over. */
  boolean over(long now) {
    return now - began >= conditions.window().toNanos();
  }

  /**
   * Looks.
   *
   * @param lag how long this look waited for the loop, in nanoseconds
   * @return the condition that does not hold, with the values; empty while all hold
   */
  Optional<String> look(
      Node node, List<PeerView> peers, List<Health.State> health, long lag, long now) {
    Node.Slot seat = seat(node);
    heldBack = seat.withheld() - withheld;
    Optional<String> broken = inForce(seat, now);
    broken = broken.or(() -> disconnects(node));
    broken = broken.or(() -> lag(lag));
    broken = broken.or(() -> peers(peers, now));
    return broken.or(() -> health(health));
  }

  private Node.Slot seat(Node node) {
    return node.slots().stream().filter(each -> each.name().equals(slot)).findFirst().orElseThrow();
  }

  /** What came of it, its time being over. */
  String outcome() {
    String held = "its conditions held for " + conditions.window().toSeconds() + " s";
    return heldBack == 0 ? "kept: " + held : "in force, undecided: " + held + ", but " + heldBack();
  }

  private String heldBack() {
    return "the ceiling a minute held back %d connections that policies wanted to end"
        .formatted(heldBack);
  }

  private Optional<String> inForce(Node.Slot seat, long now) {
    String benched = seat.benched().get(policy);
    if (benched != null) {
      return Optional.of("it was benched: " + benched);
    }
    return seat.inForce().equals(policy) || now - began < GRACE
        ? Optional.empty()
        : Optional.of(seat.inForce() + " is in force and not " + policy);
  }

  private Optional<String> disconnects(Node node) {
    long now = ended(node);
    ended.add(now);
    if (ended.size() > MINUTE + 1) {
      ended.remove();
    }
    long count = now - ended.peek();
    return count <= conditions.disconnectsPerMinute()
        ? Optional.empty()
        : Optional.of(
            "policies ended %d connections within a minute (max %d)"
                .formatted(count, conditions.disconnectsPerMinute()));
  }

  private Optional<String> lag(long lag) {
    late.add(lag > conditions.loopLag().toNanos());
    if (late.size() > MINUTE) {
      late.remove();
    }
    return late.stream().filter(each -> each).count() < PATIENCE
        ? Optional.empty()
        : Optional.of(
            "the loop lags: %d ms now, more than %d ms three times within a minute"
                .formatted(TimeUnit.NANOSECONDS.toMillis(lag), conditions.loopLag().toMillis()));
  }

  private Optional<String> peers(List<PeerView> peers, long now) {
    int left = useful(peers, now);
    few = left * 100 < useful * conditions.usefulPercent() ? few + 1 : 0;
    return few < PATIENCE
        ? Optional.empty()
        : Optional.of(
            "%d of %d useful peers are left (min %d %%)"
                .formatted(left, useful, conditions.usefulPercent()));
  }

  private Optional<String> health(List<Health.State> health) {
    return health.stream()
        .filter(state -> state.finding().severity() == Severity.CRITICAL)
        .filter(state -> !ailing.contains(state.name()))
        .map(state -> "health check " + state.name() + ": " + state.finding().detail())
        .findFirst();
  }

  private static Set<String> critical(List<Health.State> health) {
    Set<String> names = new HashSet<>();
    for (Health.State state : health) {
      if (state.finding().severity() == Severity.CRITICAL) {
        names.add(state.name());
      }
    }
    return names;
  }

  private static long ended(Node node) {
    return node.endedByReason().entrySet().stream()
        .filter(each -> BY_POLICY.contains(each.getKey()))
        .mapToLong(each -> each.getValue())
        .sum();
  }

  private static int useful(List<PeerView> peers, long now) {
    return (int) peers.stream().filter(peer -> useful(peer, now)).count();
  }

  private static boolean useful(PeerView peer, long now) {
    long last = Math.max(peer.lastBlockAt(), peer.lastTransactionAt());
    return last >= 0 && now - last <= USEFUL;
  }

  /** For people. */
  String line(long now) {
    long left = conditions.window().toSeconds() - TimeUnit.NANOSECONDS.toSeconds(now - began);
    String line = "%s: %s is watched for %d s more".formatted(slot, policy, Math.max(0, left));
    return heldBack == 0 ? line : line + "; " + heldBack();
  }
}
