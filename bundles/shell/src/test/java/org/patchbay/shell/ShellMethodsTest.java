package org.patchbay.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.patchbay.api.rpc.RpcException;
import org.patchbay.api.rpc.RpcMethod;
import org.patchbay.api.rpc.Shape;
import org.patchbay.sim.FakeNode;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.VirtualLoop;

class ShellMethodsTest {
  private final FakeNode node = new FakeNode();
  private final Parts parts = new Parts();
  private final ShellMethods methods;

  ShellMethodsTest() {
    parts.node = node;
    parts.loop = new VirtualLoop(1);
    methods =
        new ShellMethods(
            new PolicyCommands(parts, millis -> {}, "rpc"),
            new TrialCommands(parts, millis -> {}, "rpc"),
            new HealthCommands(parts),
            new PeerCommands(parts),
            new LogCommands(parts));
  }

  @Test
  void rowsAreObjectsOfTheirShape() {
    node.peers.add(FakePeer.inbound().established());
    RpcMethod list = method("peer.list");
    List<?> rows = (List<?>) answer(list);
    assertEquals(1, rows.size());
    Shape row = list.results().get(0).shape().element();
    Set<String> described = row.parts().stream().map(Shape.Field::name).collect(Collectors.toSet());
    Map<?, ?> first = (Map<?, ?>) rows.get(0);
    assertTrue(described.containsAll(first.keySet()), () -> first + " beyond " + described);
    row.parts().stream()
        .filter(field -> !field.optional())
        .forEach(field -> assertTrue(first.containsKey(field.name()), field::name));
    assertEquals("inbound", first.get("type"));
  }

  @Test
  void whatTheShellRefusesIsAnErrorInItsWords() {
    RpcException error = assertThrows(RpcException.class, () -> answer(method("peer.show"), 99L));
    assertTrue(error.getMessage().contains("no peer 99"), error.getMessage());
    assertThrows(RpcException.class, () -> answer(method("policy.use"), "nothing", "core"));
  }

  private RpcMethod method(String name) {
    return methods.methods().stream()
        .filter(method -> method.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Object answer(RpcMethod method, Object... parameters) {
    return method
        .handler()
        .answer(method.call("user", List.of(parameters)))
        .toCompletableFuture()
        .join();
  }
}
