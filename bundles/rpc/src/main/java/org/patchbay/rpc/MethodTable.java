package org.patchbay.rpc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.patchbay.api.rpc.RpcMethod;
import org.patchbay.api.rpc.RpcMethods;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The methods that can be called now, whoever brought them. From any thread. */
@Component(service = MethodTable.class)
public final class MethodTable {
  private static final Logger LOG = LoggerFactory.getLogger(MethodTable.class);

  private final List<Group> groups = new ArrayList<>();
  private volatile Map<String, RpcMethod> methods = Map.of();

  private record Group(RpcMethods source, int ranking, List<RpcMethod> methods) {}

  /** Adds a group. */
  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  public synchronized void add(RpcMethods source, Map<String, Object> properties) {
    int ranking = properties.get("service.ranking") instanceof Integer number ? number : 0;
    try {
      groups.add(new Group(source, ranking, List.copyOf(source.methods())));
    } catch (RuntimeException e) {
      LOG.error("{} names no methods", source.getClass().getName(), e);
      return;
    }
    rebuild();
  }

  /** Takes a group away. */
  public synchronized void remove(RpcMethods source) {
    groups.removeIf(group -> group.source() == source);
    rebuild();
  }

  private void rebuild() {
    groups.sort(java.util.Comparator.comparingInt(Group::ranking));
    Map<String, RpcMethod> all = new TreeMap<>();
    for (Group group : groups) {
      for (RpcMethod method : group.methods()) {
        all.put(method.name(), method);
      }
    }
    methods = all;
  }

  /** One of them. */
  Optional<RpcMethod> method(String name) {
    return Optional.ofNullable(methods.get(name));
  }

  /** All of them, by name. */
  List<RpcMethod> all() {
    return List.copyOf(methods.values());
  }
}
