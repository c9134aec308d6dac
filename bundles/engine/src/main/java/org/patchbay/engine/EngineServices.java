package org.patchbay.engine;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.api.health.Health;
import org.patchbay.api.health.Vitals;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.question.Transcript;
import org.patchbay.api.record.Proceedings;
import org.patchbay.api.relay.Relay;
import org.patchbay.api.remedy.Levers;
import org.patchbay.api.remedy.Prescription;
import org.patchbay.api.transport.Entrance;
import org.patchbay.api.transport.LinkEvents;
import org.patchbay.api.transport.Tap;
import org.patchbay.wire.Hash256;

/**
 * What a running engine does for other parts of the node. As {@link Relay} it is confined to the
 * node loop; all else may be asked from any thread.
 */
@Component(
    name = "patchbay.engine.services",
    service = {Relay.class, Levers.class, Entrance.class, Proceedings.class})
public final class EngineServices implements Relay, Levers, Entrance, Proceedings {
  private final Engine engine;

  /** Those of the node's engine. */
  @Activate
  public EngineServices(@Reference EngineComponent component) {
    engine = component.engine();
  }

  @Override
  public void offer(Mempool.Entry entry) {
    engine.relay().offer(entry);
  }

  @Override
  public void withdraw(Hash256 wtxid) {
    engine.relay().withdraw(wtxid);
  }

  @Override
  public void block(Hash256 block) {
    engine.relay().block(block);
  }

  @Override
  public Optional<LinkEvents> events() {
    return engine.entrance().events();
  }

  @Override
  public boolean listens() {
    return engine.entrance().listens();
  }

  @Override
  public Cancellable follow(Collection<String> slots, Transcript transcript) {
    return engine.proceedings().follow(slots, transcript);
  }

  @Override
  public Optional<PeerView> tap(long peer, Tap tap) {
    return engine.proceedings().tap(peer, tap);
  }

  @Override
  public CompletionStage<List<Prescription>> treat(Vitals vitals, List<Health.State> ailing) {
    return engine.levers().treat(vitals, ailing);
  }
}
