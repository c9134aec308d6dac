package org.patchbay.engine;

/**
 * Misbehaviour added step by step while a peer's score stays low, and taken off again when it does
 * not. Confined to the node loop. It shrinks what the peer gets per turn (see {@link Rounds}); at
 * 100 the connection ends.
 */
final class Standing {
  private static final int MAX = 100;

  private final World world;
  private final Policies policies;
  private final Verdicts verdicts;

  Standing(World world, Policies policies, Verdicts verdicts) {
    this.world = world;
    this.policies = policies;
    this.verdicts = verdicts;
    policies.scoring.onChange(() -> world.peers.all().forEach(peer -> peer.score = Double.NaN));
    policies.selection.onChange(() -> world.peers.all().forEach(peer -> peer.preference = 0));
  }

  void look(Peer peer, long now) {
    policies.look(peer, now);
    EngineSettings.Scores rules = world.settings.scores();
    peer.score = policies.score(peer, now);
    peer.preference = policies.preference(peer, now);
    if (peer.score < rules.low()) {
      peer.misbehaviour = Math.min(MAX, peer.misbehaviour + rules.step());
    } else if (peer.misbehaviour > 0) {
      peer.misbehaviour = Math.max(0, peer.misbehaviour - Math.max(1, rules.step() / 2));
    }
    if (peer.misbehaviour >= MAX) {
      verdicts.lowScore(peer, now);
    }
  }
}
