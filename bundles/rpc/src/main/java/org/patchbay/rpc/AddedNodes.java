package org.patchbay.rpc;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Component;
import org.patchbay.api.node.Targets;
import org.patchbay.wire.NetworkAddress;

/** The nodes that {@code addnode} added, until the node stops. From any thread. */
@Component(service = {Targets.class, AddedNodes.class})
public final class AddedNodes implements Targets {
  /** So many are kept connected besides those of the configuration. */
  static final int MAX = 64;

  private final List<String> nodes = new CopyOnWriteArrayList<>();

  @Override
  public Collection<NetworkAddress> targets() {
    return List.of();
  }

  @Override
  public Collection<String> hosts() {
    return nodes;
  }

  /** Adds one; answers false when it is there. */
  synchronized boolean add(String node) {
    return !nodes.contains(node) && nodes.add(node);
  }

  /** Removes one; answers false when there is none such. */
  boolean remove(String node) {
    return nodes.remove(node);
  }

  /** All of them, as they were added. */
  List<String> all() {
    return List.copyOf(nodes);
  }
}
