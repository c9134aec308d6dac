package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.api.node.Node;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.selection.SelectionPolicy;

class SelectingTest {
  private final TestNode node = new TestNode().start();

  private void use(SelectionPolicy policy, String name, int ranking) {
    node.engine.add(SelectionPolicy.class, policy, name, ranking, ranking);
  }

  private List<Double> preferences() {
    node.loop.advance(Duration.ofSeconds(6));
    return node.engine.peers().stream().map(PeerView::preference).toList();
  }

  private Node.Slot slot() {
    return node.engine.slots().stream()
        .filter(slot -> slot.name().equals("selection"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void withoutAPolicyNobodyIsPreferred() {
    node.guest();
    assertEquals(List.of(0.0), preferences());
  }

  @Test
  void everyPeerIsAskedAboutAndTheNextPolicyBeginsAnew() {
    node.guest();
    node.guest();
    SelectionPolicy young = (peer, now) -> peer.id();
    use(young, "young", 1);
    assertEquals(List.of(1.0, 2.0), preferences());
    use((peer, now) -> -peer.id(), "old", 2);
    node.loop.runDue();
    assertEquals(0, node.engine.peers().get(0).preference());
    assertEquals(List.of(-1.0, -2.0), preferences());
  }

  @Test
  void anAnswerThatIsNoNumberIsABreachAndOnesThatThrowAreBenched() {
    node.guest();
    use((peer, now) -> Double.NaN, "nan", 1);
    assertEquals(List.of(0.0), preferences());
    assertEquals(1, slot().strikes());
    node.loop.advance(Duration.ofSeconds(30));
    assertEquals("preference NaN (a finite number)", slot().benched().get("nan"));
    use(
        (peer, now) -> {
          throw new IllegalStateException("no idea");
        },
        "throwing",
        2);
    node.loop.advance(Duration.ofSeconds(60));
    assertEquals(List.of(0.0), preferences());
    assertEquals("built-in", slot().inForce());
  }
}
