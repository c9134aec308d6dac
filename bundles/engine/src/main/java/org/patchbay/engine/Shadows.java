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
import org.patchbay.api.question.Questions;
import org.patchbay.api.ratelimit.RateLimit;
import org.patchbay.api.ratelimit.RateLimitPolicy;
import org.patchbay.api.relay.Offer;
import org.patchbay.api.relay.RelayPolicy;
import org.patchbay.api.scoring.ScoringPolicy;
import org.patchbay.api.selection.SelectionPolicy;

/**
 * Puts to shadows what the policies in force have just answered. Confined to the node loop.
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

  void connect(ShadowRun<AdmissionPolicy> run, Peer newcomer, Arrivals arrivals, Admission answer) {
    List<PeerView> peers = views(run, arrivals.peers());
    if (peers != null) {
      Arrivals then =
          new Questions.Arrived(
              arrivals.banned(),
              arrivals.discouraged(),
              arrivals.inbound(),
              arrivals.maxInbound(),
              peers);
      run.put(new Questions.Connect(newcomer.snapshot(), then, answer, world.now()), peers.size());
    }
  }

  void version(
      ShadowRun<AdmissionPolicy> run,
      Peer peer,
      Collection<? extends PeerView> others,
      Admission answer) {
    List<PeerView> then = views(run, others);
    if (then != null) {
      run.put(new Questions.Versioned(peer.snapshot(), then, answer, world.now()), then.size());
    }
  }

  void limit(
      ShadowRun<RateLimitPolicy> run,
      Peer peer,
      String command,
      int bytes,
      RateLimit answer,
      long now) {
    if (!run.follows(peer)) {
      return;
    }
    Opening opening = run.opening(peer, now);
    run.put(new Questions.Limit(opening, command, bytes, peer.intake.delayed, answer, now), 0);
  }

  void told(ShadowRun<ScoringPolicy> run, Peer peer, Fact fact, long now) {
    if (!run.follows(peer)) {
      return;
    }
    run.put(new Questions.Told(run.opening(peer, now), fact, now), 0);
  }

  void score(ShadowRun<ScoringPolicy> run, Peer peer, double answer, long now) {
    if (!run.follows(peer)) {
      return;
    }
    double low = world.settings.scores().low();
    run.put(new Questions.Score(run.opening(peer, now), peer.snapshot(), answer, low, now), 1);
  }

  void judged(ShadowRun<MisbehaviourPolicy> run, Peer peer, Fact fact, Judgement answer, long now) {
    if (!run.follows(peer)) {
      return;
    }
    run.put(new Questions.Judged(run.opening(peer, now), fact, answer, now), 0);
  }

  void evict(
      ShadowRun<EvictionPolicy> run, List<Peer> candidates, Optional<Peer> answer, long now) {
    List<PeerView> then = views(run, candidates);
    if (then != null) {
      Optional<PeerView> chosen = answer.map(peer -> then.get(candidates.indexOf(peer)));
      run.put(new Questions.Evict(then, chosen, now), then.size());
    }
  }

  void preference(ShadowRun<SelectionPolicy> run, Peer peer, double answer, long now) {
    run.put(new Questions.Preference(peer.snapshot(), answer, now), 1);
  }

  void delay(ShadowRun<RelayPolicy> run, Group group, long seed, long answer) {
    Questions.GroupAt then = group(run, group);
    if (then != null) {
      run.put(new Questions.Delay(then, seed, answer, world.now()), then.peers().size());
    }
  }

  void batch(ShadowRun<RelayPolicy> run, Group group, List<Offer> queue, List<Offer> answer) {
    Questions.GroupAt then = group(run, group);
    if (then != null) {
      List<Offer> waiting = List.copyOf(queue);
      run.put(
          new Questions.Batch(then, waiting, List.copyOf(answer), world.now()),
          then.peers().size() + waiting.size());
    }
  }

  private Questions.GroupAt group(ShadowRun<?> run, Group group) {
    List<PeerView> peers = views(run, group.peers());
    return peers == null
        ? null
        : new Questions.GroupAt(group.kind(), group.network(), peers, group.strained());
  }

  /** The peers as they are now; null when that is more than the ration allows, which is counted. */
  private List<PeerView> views(ShadowRun<?> run, Collection<? extends PeerView> peers) {
    int count = peers.size();
    long begin = world.now();
    if (!ration.allows(count, begin)) {
      run.leaveOut();
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
