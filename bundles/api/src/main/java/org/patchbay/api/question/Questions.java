package org.patchbay.api.question;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.patchbay.api.admission.Admission;
import org.patchbay.api.admission.AdmissionPolicy;
import org.patchbay.api.admission.Arrivals;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.health.Health;
import org.patchbay.api.health.Vitals;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy.Judgement;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy.PeerConduct;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.ratelimit.RateLimit;
import org.patchbay.api.ratelimit.RateLimitPolicy;
import org.patchbay.api.ratelimit.RateLimitPolicy.PeerLimit;
import org.patchbay.api.relay.AnnounceGroup;
import org.patchbay.api.relay.Offer;
import org.patchbay.api.relay.RelayPolicy;
import org.patchbay.api.remedy.Prescription;
import org.patchbay.api.remedy.RemedyPolicy;
import org.patchbay.api.remedy.Treatment;
import org.patchbay.api.scoring.ScoringPolicy;
import org.patchbay.api.scoring.ScoringPolicy.PeerScore;
import org.patchbay.api.selection.SelectionPolicy;
import org.patchbay.wire.NetworkClass;

/**
 * What is put to policies, slot by slot, and when two answers differ. Each is immutable, and so are
 * the views in it.
 */
public final class Questions {
  private static final int SMALL_CROWD = 500;
  private static final int SMALL_QUEUE = 5_000;

  private Questions() {}

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** Admission before the socket is kept. They differ when one lets in and the other does not. */
  public record Connect(PeerView newcomer, Arrivals arrivals, Admission inForce, long now)
      implements Question<AdmissionPolicy> {
    @Override
    public void put(Seat<AdmissionPolicy> seat) {
      compare(seat, seat.policy().onConnect(newcomer, arrivals), inForce, newcomer, now);
    }
  }

  /** Admission after the version message. */
  public record Versioned(PeerView peer, Collection<PeerView> others, Admission inForce, long now)
      implements Question<AdmissionPolicy> {
    @Override
    public void put(Seat<AdmissionPolicy> seat) {
      compare(seat, seat.policy().onVersion(peer, others), inForce, peer, now);
    }
  }

  private static void compare(
      Seat<?> seat, Admission shadow, Admission inForce, PeerView peer, long now) {
    seat.answered(shadow);
    boolean refused = inForce instanceof Admission.Refused;
    if (refused == shadow instanceof Admission.Refused) {
      seat.agreed();
    } else {
      String reason = refused ? told(inForce) : told(shadow);
      seat.differed(refused ? "refused, would admit" : "admitted, would refuse", peer, now, reason);
    }
  }

  private static String told(Admission refusal) {
    return ((Admission.Refused) refusal).reason().toString();
  }

  /** Arrivals at one moment. */
  public record Arrived(
      boolean banned,
      boolean discouraged,
      int inbound,
      int maxInbound,
      Collection<? extends PeerView> peers)
      implements Arrivals {}

  /**
   * One message. They differ when they would not do the same with it, however long one waits. When
   * it was delayed the policy in force is asked again; the shadow is too, if it wanted that.
   */
  public record Limit(
      Opening opening, String command, int bytes, boolean again, RateLimit inForce, long now)
      implements Question<RateLimitPolicy> {
    @Override
    public void put(Seat<RateLimitPolicy> seat) {
      if (again && !seat.delayed(opening)) {
        return;
      }
      RateLimit shadow = seat.answered(limit(seat, opening).onMessage(command, bytes, now));
      seat.delayed(opening, shadow instanceof RateLimit.Pause);
      if (again) {
        return;
      }
      if (shadow.getClass() == inForce.getClass()) {
        seat.agreed();
      } else {
        String kind = word(inForce) + ", would " + word(shadow) + " (" + command + ")";
        seat.differed(kind, opening.peer(), now, bytes + " bytes");
      }
    }

    private static String word(RateLimit answer) {
      return answer.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
  }

  /** How a peer stands: told and not asked. */
  public record Looked(Opening opening, PeerView peer, long now)
      implements Question<RateLimitPolicy> {
    @Override
    public void put(Seat<RateLimitPolicy> seat) {
      limit(seat, opening).look(peer, now);
    }
  }

  private static PeerLimit limit(Seat<RateLimitPolicy> seat, Opening opening) {
    return seat.memory(opening, PeerLimit.class, p -> p.open(opening.peer(), opening.at()));
  }

  /** What happened with a peer: told and not asked. */
  public record Told(Opening opening, Fact fact, long now) implements Question<ScoringPolicy> {
    @Override
    public void put(Seat<ScoringPolicy> seat) {
      memory(seat, opening).on(fact, now);
    }
  }

  /**
   * A score. They differ when only one of them is low, or by more than a tenth; no opinion is not
   * low.
   */
  public record Score(Opening opening, PeerView peer, double inForce, double low, long now)
      implements Question<ScoringPolicy> {
    private static final double MUCH = 0.1;

    @Override
    public void put(Seat<ScoringPolicy> seat) {
      double shadow = memory(seat, opening).score(peer, now);
      if (shadow < 0 || shadow > 1) {
        throw new IllegalArgumentException("score " + shadow + " (allowed: 0 to 1, or NaN)");
      }
      boolean split = shadow < low != inForce < low;
      if (!split && !(Math.abs(shadow - inForce) > MUCH)) {
        seat.agreed();
      } else {
        String kind =
            split
                ? shadow < low ? "fine, would be low" : "low, would be fine"
                : shadow < inForce ? "would score lower" : "would score higher";
        String detail = String.format(Locale.ROOT, "%.2f, would be %.2f", inForce, shadow);
        seat.differed(kind, peer, now, detail);
      }
    }
  }

  private static PeerScore memory(Seat<ScoringPolicy> seat, Opening opening) {
    return seat.memory(opening, PeerScore.class, p -> p.open(opening.peer(), opening.at()));
  }

  /** An offence or a nuisance. */
  public record Judged(Opening opening, Fact fact, Judgement inForce, long now)
      implements Question<MisbehaviourPolicy> {
    @Override
    public void put(Seat<MisbehaviourPolicy> seat) {
      PeerConduct conduct =
          seat.memory(opening, PeerConduct.class, p -> p.open(opening.peer(), opening.at()));
      Judgement shadow;
      String what;
      if (fact instanceof Fact.Offence offence) {
        shadow = seat.answered(conduct.onOffence(offence, now));
        what = offence.kind() + ": " + offence.detail();
      } else {
        Fact.Nuisance nuisance = (Fact.Nuisance) fact;
        shadow = seat.answered(conduct.onNuisance(nuisance, now));
        what = nuisance.kind() + ": " + nuisance.detail();
      }
      if (shadow == inForce) {
        seat.agreed();
      } else {
        seat.differed(word(inForce) + ", would " + word(shadow), opening.peer(), now, what);
      }
    }
  }

  /** Who goes. They differ when it is not the same peer. */
  public record Evict(List<PeerView> candidates, Optional<PeerView> inForce, long now)
      implements Question<EvictionPolicy> {
    @Override
    public void put(Seat<EvictionPolicy> seat) {
      seat.size(4 + candidates.size() / SMALL_CROWD);
      Optional<PeerView> shadow = seat.answered(seat.policy().evict(candidates, now));
      if (shadow.isPresent() && candidates.stream().noneMatch(each -> each == shadow.get())) {
        throw new IllegalArgumentException(
            "chose peer " + shadow.get().id() + ", which was no candidate");
      }
      if (shadow.map(PeerView::id).equals(inForce.map(PeerView::id))) {
        seat.agreed();
      } else if (shadow.isPresent()) {
        seat.differed(
            inForce.isPresent() ? "would evict another" : "refused all, would evict",
            shadow.get(),
            now,
            "instead of " + inForce.map(peer -> "peer " + peer.id()).orElse("the newcomer"));
      } else {
        seat.differed(
            "evicted, would refuse the newcomer",
            inForce.orElseThrow(),
            now,
            "one of " + candidates.size() + " candidates");
      }
    }
  }

  /**
   * Which outbound peer goes. They differ when it is not the same.
   *
   * @param rule who goes where a policy has no choice
   */
  public record Trim(
      List<PeerView> mayGo, Optional<Long> rule, Optional<PeerView> inForce, long now)
      implements Question<EvictionPolicy> {
    @Override
    public void put(Seat<EvictionPolicy> seat) {
      Optional<PeerView> shadow = seat.answered(seat.policy().trim(mayGo, now));
      if (shadow.isPresent() && mayGo.stream().noneMatch(each -> each == shadow.get())) {
        throw new IllegalArgumentException(
            "trimmed peer " + shadow.get().id() + ", which was no candidate");
      }
      if (shadow.map(PeerView::id).or(() -> rule).equals(inForce.map(PeerView::id))) {
        seat.agreed();
      } else {
        PeerView peer = shadow.or(() -> inForce).orElseThrow();
        seat.differed(
            "would trim another", peer, now, "one of " + mayGo.size() + " outbound peers");
      }
    }
  }

  /** A preference. They differ when only one asks the peer sooner, or later, than by its turn. */
  public record Preference(PeerView peer, double inForce, long now)
      implements Question<SelectionPolicy> {
    @Override
    public void put(Seat<SelectionPolicy> seat) {
      double shadow = seat.policy().preference(peer, now);
      if (!Double.isFinite(shadow)) {
        throw new IllegalArgumentException("preference " + shadow + " (a finite number)");
      }
      int order = (int) Math.signum(shadow) - (int) Math.signum(inForce);
      if (order == 0) {
        seat.agreed();
      } else {
        String detail = String.format(Locale.ROOT, "%.2f, would be %.2f", inForce, shadow);
        seat.differed(order > 0 ? "would ask sooner" : "would ask later", peer, now, detail);
      }
    }
  }

  /** What is done about what ails the node. They differ when it is not the same. */
  public record Prescribed(
      Vitals vitals,
      List<Health.State> ailing,
      Treatment soFar,
      List<Prescription> inForce,
      long now)
      implements Question<RemedyPolicy> {
    @Override
    public void put(Seat<RemedyPolicy> seat) {
      seat.size(4 + vitals.peers().size() / SMALL_CROWD);
      List<Prescription> shadow = List.copyOf(seat.policy().prescribe(vitals, ailing, soFar, now));
      breach(shadow, ailing)
          .ifPresent(
              detail -> {
                throw new IllegalArgumentException(detail);
              });
      if (Set.copyOf(shadow).equals(Set.copyOf(inForce))) {
        seat.agreed();
      } else {
        String kind =
            inForce.isEmpty()
                ? "did nothing, would"
                : shadow.isEmpty() ? "did, would do nothing" : "would do something else";
        seat.differed(kind, now, words(inForce) + ", would be " + words(shadow));
      }
    }

    private static String words(List<Prescription> all) {
      return all.isEmpty()
          ? "nothing"
          : all.stream()
              .map(each -> each.remedy() + " for " + each.check())
              .collect(Collectors.joining(", "));
    }

    /** What is wrong with an answer, if anything is. */
    public static Optional<String> breach(List<Prescription> answer, List<Health.State> ailing) {
      if (answer.size() > RemedyPolicy.MOST) {
        return Optional.of(
            "prescribed " + answer.size() + " remedies (max " + RemedyPolicy.MOST + ")");
      }
      return answer.stream()
          .filter(each -> ailing.stream().noneMatch(state -> state.name().equals(each.check())))
          .findFirst()
          .map(each -> "prescribed for " + each.check() + ", which is not ailing");
    }
  }

  /** An announce group at one moment. */
  public record GroupAt(Kind kind, NetworkClass network, List<PeerView> peers, boolean strained)
      implements AnnounceGroup {}

  /** How long a group waits, asked with the same chance. They differ by a millisecond or more. */
  public record Delay(GroupAt group, long seed, long inForce, long now)
      implements Question<RelayPolicy> {
    private static final long MILLI = 1_000_000;

    @Override
    public void put(Seat<RelayPolicy> seat) {
      long shadow = seat.policy().delay(group, new SplittableRandom(seed));
      if (shadow < 0) {
        throw new IllegalArgumentException("delay " + shadow + " (min 0)");
      }
      if (Math.abs(shadow - inForce) < MILLI) {
        seat.agreed();
      } else {
        seat.differed(
            (shadow < inForce ? "would tell sooner" : "would tell later") + of(group),
            now,
            inForce / MILLI + " ms, would be " + shadow / MILLI + " ms");
      }
    }
  }

  private static String of(AnnounceGroup group) {
    return " (" + word(group.kind()) + ")";
  }

  /** What a group is told. They differ when it is not the same in the same order. */
  public record Batch(GroupAt group, List<Offer> queue, List<Offer> inForce, long now)
      implements Question<RelayPolicy> {
    @Override
    public void put(Seat<RelayPolicy> seat) {
      seat.size(1 + queue.size() / SMALL_QUEUE);
      List<Offer> shadow = List.copyOf(seat.policy().batch(group, queue));
      if (shadow.equals(inForce)) {
        seat.agreed();
        return;
      }
      Set<Offer> both = new HashSet<>(shadow);
      both.retainAll(inForce);
      seat.differed(
          (both.size() == shadow.size() && both.size() == inForce.size()
                  ? "would tell in another order"
                  : "would tell others")
              + of(group),
          now,
          "of %d waiting, %d told, would be %d, %d of them the same"
              .formatted(queue.size(), inForce.size(), shadow.size(), both.size()));
    }
  }
}
