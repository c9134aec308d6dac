package org.patchbay.engine;

import java.util.ArrayDeque;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy.Judgement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Facts on their way to the peer's view and to the policies. Confined to the node loop.
 *
 * <p>A fact stays at the head until every policy was told, with a mark of how far it came: when a
 * policy does not return and the step is run again, nobody is told twice.
 */
final class FactQueue {
  private static final Logger LOG = LoggerFactory.getLogger(FactQueue.class);

  private final World world;
  private final Policies policies;
  private final Verdicts verdicts;
  private final Establishing establishing;
  private final ArrayDeque<Stated> queue = new ArrayDeque<>();

  /** Told when a handshake is complete. */
  interface Establishing {
    void established(Peer peer, Fact.Established fact);
  }

  FactQueue(World world, Policies policies, Verdicts verdicts, Establishing establishing) {
    this.world = world;
    this.policies = policies;
    this.verdicts = verdicts;
    this.establishing = establishing;
  }

  void add(Peer peer, Fact fact) {
    queue.add(new Stated(peer, fact));
  }

  void drain() {
    for (Stated stated = queue.peek(); stated != null; stated = queue.peek()) {
      try {
        advance(stated, world.now());
      } catch (RuntimeException bug) {
        // The fact must not stand in the way of all others.
        LOG.error("{} of peer {} was not judged", stated.fact, stated.peer.id(), bug);
      }
      queue.remove();
    }
  }

  private void advance(Stated stated, long now) {
    if (stated.stage == Stage.VIEW) {
      stated.stage = Stage.MISBEHAVIOUR;
      learn(stated, now);
    }
    if (stated.stage == Stage.MISBEHAVIOUR) {
      judge(stated, now);
      stated.stage = Stage.SCORE;
    }
    if (stated.stage == Stage.SCORE) {
      policies.tellScore(stated.peer, stated.fact, now);
      stated.stage = Stage.DONE;
    }
  }

  private void learn(Stated stated, long now) {
    stated.peer.learn(stated.fact, now);
    world.observers.stated(stated.peer, stated.fact);
    PeerLines.stated(stated.peer, stated.fact);
    if (stated.fact instanceof Fact.Established established && stated.peer.open()) {
      establishing.established(stated.peer, established);
    }
  }

  private void judge(Stated stated, long now) {
    if (stated.fact instanceof Fact.Offence offence) {
      Judgement judgement = policies.onOffence(stated.peer, offence, now);
      verdicts.offence(stated.peer, judgement, offence);
    } else if (stated.fact instanceof Fact.Nuisance nuisance) {
      Judgement judgement = policies.onNuisance(stated.peer, nuisance, now);
      verdicts.nuisance(stated.peer, judgement, nuisance);
    }
  }

  private enum Stage {
    VIEW,
    MISBEHAVIOUR,
    SCORE,
    DONE
  }

  private static final class Stated {
    final Peer peer;
    final Fact fact;
    Stage stage = Stage.VIEW;

    Stated(Peer peer, Fact fact) {
      this.peer = peer;
      this.fact = fact;
    }
  }
}
