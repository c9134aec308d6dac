package org.patchbay.engine;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.question.Transcript;
import org.patchbay.api.record.Proceedings;
import org.patchbay.api.transport.Tap;

/** What goes on in one engine, for others. From any thread. */
final class EngineProceedings implements Proceedings {
  private final Policies policies;
  private final World world;
  private final Asking asking;

  EngineProceedings(World world, Policies policies, Asking asking) {
    this.world = world;
    this.policies = policies;
    this.asking = asking;
  }

  @Override
  public Cancellable follow(Collection<String> slots, Transcript transcript) {
    List<String> names = policies.all().stream().map(PolicySlot::name).toList();
    for (String slot : slots) {
      if (!names.contains(slot)) {
        throw new IllegalArgumentException(
            "slot \"%s\": allowed are %s".formatted(slot, String.join(", ", names)));
      }
    }
    Runnable end = asking.answer(() -> policies.tell(slots, transcript));
    return () -> world.loop.execute(end);
  }

  @Override
  public Optional<PeerView> tap(long id, Tap tap) {
    return asking.answer(
        () -> {
          Peer peer = world.peers.byId(id);
          if (peer != null) {
            peer.link.tap(tap);
          }
          return Optional.ofNullable(peer).map(Peer::snapshot);
        });
  }
}
