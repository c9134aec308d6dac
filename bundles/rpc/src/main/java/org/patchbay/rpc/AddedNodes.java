package org.patchbay.rpc;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.patchbay.api.node.Targets;
import org.patchbay.wire.NetworkAddress;

/** The nodes that {@code addnode} added, until the node stops. From any thread. */
@Component(service = {Targets.class, AddedNodes.class})
public final class AddedNodes implements Targets {
  /** So many are kept connected besides those of the configuration. */
  static final int MAX = 64;

  /** How each is dialled, by its name as it was added; in order. */
  private final Map<String, Boolean> nodes = Collections.synchronizedMap(new LinkedHashMap<>());

  @Override
  public Collection<NetworkAddress> targets() {
    return List.of();
  }

  @Override
  public Collection<String> hosts() {
    return all();
  }

  @Override
  public boolean plain(String host) {
    return Boolean.FALSE.equals(nodes.get(host));
  }

  /**
   * Adds one; answers false when it is there.
   *
   * @param encrypts whether the encrypted transport is tried first
   */
  boolean add(String node, boolean encrypts) {
    return nodes.putIfAbsent(node, encrypts) == null;
  }

  /** Removes one; answers false when there is none such. */
  boolean remove(String node) {
    return nodes.remove(node) != null;
  }

  /** All of them, as they were added. */
  List<String> all() {
    synchronized (nodes) {
      return List.copyOf(nodes.keySet());
    }
  }
}
