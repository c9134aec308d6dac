package {{package}};

import org.osgi.service.component.annotations.Component;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.selection.SelectionPolicy;

/** Asks the nearest peer for blocks first, by its best ping. The default asks as turns come. */
@Component(name = "{{bundle}}", property = "policy.name={{name}}")
public final class {{class}} implements SelectionPolicy {
  @Override
  public double preference(PeerView peer, long now) {
    return peer.minPing() < 0 ? 0 : 1 / (1 + peer.minPing() / 1e6);
  }
}
