package org.patchbay.engine;

import java.util.Map;
import org.patchbay.api.peer.PeerMemory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a policy offers its successor of each peer, by the peer's place, until it is taken. Confined
 * to the node loop. It holds numbers and their names alone, so that nothing of the former policy's
 * bundle is kept.
 */
final class Bequest {
  static final Bequest NOTHING = new Bequest(0);

  private static final Logger LOG = LoggerFactory.getLogger(Bequest.class);

  private final Map<String, Double>[] offered;

  @SuppressWarnings({"unchecked", "rawtypes"}) // An array of a generic type is made no other way.
  private Bequest(int places) {
    offered = new Map[places];
  }

  /**
   * What a policy offers that is about to go; nothing, when it is benched, or fails here.
   *
   * @param leaving may be null
   * @param slot answers for it when it does not return
   */
  static Bequest of(Tenant<?> leaving, Ward slot, Watch watch, long now) {
    if (leaving == null || leaving.benched() != null || leaving.away()) {
      return NOTHING;
    }
    Bequest offered = NOTHING;
    Throwable failure = null;
    long ticket = watch.enter(slot);
    try {
      offered = ask(leaving.memories(), now);
    } catch (Throwable thrown) {
      failure = thrown;
    }
    watch.exit(ticket);
    if (failure != null) {
      LOG.warn("policy {} hands nothing over", leaving.name, failure);
    }
    return offered;
  }

  private static Bequest ask(Object[] memories, long now) {
    Bequest all = new Bequest(memories.length);
    for (int place = 0; place < memories.length; place++) {
      if (memories[place] instanceof PeerMemory memory) {
        Map<String, Double> learnt = Map.copyOf(memory.learnt(now));
        if (learnt.size() > PeerMemory.MOST_LEARNT
            || !learnt.values().stream().allMatch(Double::isFinite)) {
          throw new IllegalStateException(
              "learnt %d numbers (max %d, each finite)"
                  .formatted(learnt.size(), PeerMemory.MOST_LEARNT));
        }
        all.offered[place] = learnt;
      }
    }
    return all;
  }

  /** What is offered of a peer, once; empty for nothing. */
  Map<String, Double> take(int place) {
    if (place >= offered.length || offered[place] == null) {
      return Map.of();
    }
    Map<String, Double> learnt = offered[place];
    offered[place] = null;
    return learnt;
  }
}
