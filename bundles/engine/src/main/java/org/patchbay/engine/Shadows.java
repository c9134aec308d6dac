package org.patchbay.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.patchbay.api.admission.Admission;
import org.patchbay.api.admission.AdmissionPolicy;
import org.patchbay.api.admission.Arrivals;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy.Judgement;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.question.Opening;
import org.patchbay.api.question.Question;
import org.patchbay.api.question.Questions;
import org.patchbay.api.ratelimit.RateLimit;
import org.patchbay.api.ratelimit.RateLimitPolicy;
import org.patchbay.api.relay.Offer;
import org.patchbay.api.relay.RelayPolicy;
import org.patchbay.api.scoring.ScoringPolicy;
import org.patchbay.api.selection.SelectionPolicy;

/**
 * Puts to shadows, and to whoever writes it down, what the policies in force have just answered.
 * Confined to the node loop.
 *
 * <p>Views of the loop are handed over as snapshots. What a peer costs once is always paid; views
 * of many peers are paid from a {@link Ration} that all shadows share.
 */
final class Shadows {
  private final World world;
  private final Ration ration = new Ration();

  Shadows(World world) {
    this.world = world;
  }

  void connect(
      Beside<AdmissionPolicy>[] beside, Peer newcomer, Arrivals arrivals, Admission answer) {
    List<PeerView> peers = views(beside, arrivals.peers());
    if (peers != null) {
      Arrivals then =
          new Questions.Arrived(
              arrivals.banned(),
              arrivals.discouraged(),
              arrivals.inbound(),
              arrivals.maxInbound(),
              peers);
      put(
          beside,
          new Questions.Connect(newcomer.snapshot(), then, answer, world.now()),
          peers.size());
    }
  }

  void version(
      Beside<AdmissionPolicy>[] beside,
      Peer peer,
      Collection<? extends PeerView> others,
      Admission answer) {
    List<PeerView> then = views(beside, others);
    if (then != null) {
      put(beside, new Questions.Versioned(peer.snapshot(), then, answer, world.now()), then.size());
    }
  }

  void limit(
      Beside<RateLimitPolicy>[] beside,
      Peer peer,
      String command,
      int bytes,
      RateLimit answer,
      long now) {
    for (Beside<RateLimitPolicy> each : beside) {
      if (each.follows(peer)) {
        Opening opening = each.opening(peer, now);
        each.put(new Questions.Limit(opening, command, bytes, peer.intake.delayed, answer, now), 0);
      }
    }
  }

  void looked(Beside<RateLimitPolicy>[] beside, Peer peer, long now) {
    for (Beside<RateLimitPolicy> each : beside) {
      if (each.watches(peer)) {
        each.put(new Questions.Looked(each.opening(peer, now), peer.snapshot(), now), 1);
      }
    }
  }

  void told(Beside<ScoringPolicy>[] beside, Peer peer, Fact fact, long now) {
    for (Beside<ScoringPolicy> each : beside) {
      if (each.follows(peer)) {
        each.put(new Questions.Told(each.opening(peer, now), fact, now), 0);
      }
    }
  }

  void score(Beside<ScoringPolicy>[] beside, Peer peer, double answer, long now) {
    double low = world.settings.scores().low();
    for (Beside<ScoringPolicy> each : beside) {
      if (each.follows(peer)) {
        Opening opening = each.opening(peer, now);
        each.put(new Questions.Score(opening, peer.snapshot(), answer, low, now), 1);
      }
    }
  }

  void judged(
      Beside<MisbehaviourPolicy>[] beside, Peer peer, Fact fact, Judgement answer, long now) {
    for (Beside<MisbehaviourPolicy> each : beside) {
      if (each.follows(peer)) {
        each.put(new Questions.Judged(each.opening(peer, now), fact, answer, now), 0);
      }
    }
  }

  void evict(
      Beside<EvictionPolicy>[] beside, List<Peer> candidates, Optional<Peer> answer, long now) {
    List<PeerView> then = views(beside, candidates);
    if (then != null) {
      Optional<PeerView> chosen = answer.map(peer -> then.get(candidates.indexOf(peer)));
      put(beside, new Questions.Evict(then, chosen, now), then.size());
    }
  }

  void trim(
      Beside<EvictionPolicy>[] beside,
      List<PeerView> mayGo,
      Optional<PeerView> rule,
      Optional<PeerView> answer,
      long now) {
    List<PeerView> then = views(beside, mayGo);
    if (then != null) {
      Optional<PeerView> gone = answer.map(PeerSnapshot::of);
      put(beside, new Questions.Trim(then, rule.map(PeerView::id), gone, now), then.size());
    }
  }

  void preference(Beside<SelectionPolicy>[] beside, Peer peer, double answer, long now) {
    if (beside.length > 0) {
      put(beside, new Questions.Preference(peer.snapshot(), answer, now), 1);
    }
  }

  void delay(Beside<RelayPolicy>[] beside, Group group, long seed, long answer) {
    Questions.GroupAt then = group(beside, group);
    if (then != null) {
      put(beside, new Questions.Delay(then, seed, answer, world.now()), then.peers().size());
    }
  }

  void batch(Beside<RelayPolicy>[] beside, Group group, List<Offer> queue, List<Offer> answer) {
    Questions.GroupAt then = group(beside, group);
    if (then != null) {
      List<Offer> waiting = List.copyOf(queue);
      put(
          beside,
          new Questions.Batch(then, waiting, List.copyOf(answer), world.now()),
          then.peers().size() + waiting.size());
    }
  }

  private Questions.GroupAt group(Beside<RelayPolicy>[] beside, Group group) {
    List<PeerView> peers = views(beside, group.peers());
    return peers == null
        ? null
        : new Questions.GroupAt(group.kind(), group.network(), peers, group.strained());
  }

  private static <P> void put(Beside<P>[] beside, Question<P> question, int views) {
    for (Beside<P> each : beside) {
      each.put(question, views);
    }
  }

  /**
   * The peers as they are now; null where nobody asks, or when that is more than the ration allows,
   * which is counted.
   */
  private <P> List<PeerView> views(Beside<P>[] beside, Collection<? extends PeerView> peers) {
    if (beside.length == 0) {
      return null;
    }
    int count = peers.size();
    long begin = world.now();
    if (!ration.allows(count, begin)) {
      for (Beside<P> each : beside) {
        each.leaveOut();
      }
      return null;
    }
    List<PeerView> views = new ArrayList<>(count);
    for (PeerView each : peers) {
      views.add(PeerSnapshot.of(each));
    }
    ration.spent(count, world.now() - begin);
    return views;
  }
}
