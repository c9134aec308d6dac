package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.patchbay.api.health.Health;
import org.patchbay.api.health.HealthCheck.Finding;
import org.patchbay.api.health.Remedy;
import org.patchbay.api.node.Node;
import org.patchbay.api.observe.Observer;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.remedy.Prescription;
import org.patchbay.api.remedy.RemedyPolicy;
import org.patchbay.sim.FakeAilment;
import org.patchbay.sim.FakeVitals;
import org.patchbay.sim.Stranger;
import org.patchbay.wire.Network;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;

class RemediesTest {
  private static final RemedyPolicy AS_PROPOSED =
      (vitals, ailing, soFar, now) ->
          ailing.stream()
              .flatMap(
                  state ->
                      state.finding().helps().stream()
                          .map(remedy -> new Prescription(state.name(), remedy)))
              .toList();

  private static Health.State strain(String check) {
    return new FakeAilment(check, Finding.warning("strain").helpedBy(Remedy.ease()), 0);
  }

  private static Health.State few(Remedy remedy) {
    return new FakeAilment("peers", Finding.warning("few").helpedBy(remedy), 0);
  }

  private static void follow(TestNode node, RemedyPolicy policy) {
    node.engine.add(RemedyPolicy.class, policy, "proposed", 0, 7);
    node.loop.runDue();
  }

  private static List<Prescription> treat(TestNode node, Health.State... ailing) {
    List<Prescription> done = new ArrayList<>();
    node.engine.levers().treat(FakeVitals.healthy(), List.of(ailing)).thenAccept(done::addAll);
    node.loop.runDue();
    return done;
  }

  /** What observers are told from now on. */
  private static List<Observer.Remedied> listen(TestNode node) {
    List<Observer.Remedied> told = new ArrayList<>();
    node.engine.add(
        new Observer() {
          @Override
          public void remedied(Remedied remedied) {
            told.add(remedied);
          }
        });
    return told;
  }

  private static Node.Slot slot(TestNode node) {
    return node.engine.slots().stream()
        .filter(slot -> slot.name().equals("remedy"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void withoutAPolicyNothingIsDone() {
    Book book = book();
    TestNode node = new TestNode(Network.MAIN, "outbound", 6);
    node.engine.add(book);
    node.start();
    int before = book.attempted.size();
    assertEquals(List.of(), treat(node, few(Remedy.dial(3)), strain("bandwidth")));
    assertEquals(before, book.attempted.size());
    assertEquals("built-in", slot(node).inForce());
  }

  @Test
  void whileItIsPrescribedTheNodeBacksOff() {
    Listener listener = new Listener();
    TestNode node = new TestNode("permissions", new String[] {"noban@0.0.0.0/0"}).start(listener);
    follow(node, AS_PROPOSED);
    node.guest();
    assertEquals(2, treat(node, strain("bandwidth"), strain("other")).size());
    assertTrue(listener.sessions.get(1L).strained());
    node.guest();
    assertEquals(2, node.established().size(), "noban peers come in");
    node.configure("permissions", new String[0]);
    Stranger refused = node.silent();
    assertEquals(
        List.of(CloseReason.Code.NO_SLOT), node.engine.endedByReason().keySet().stream().toList());
    treat(node, strain("other"));
    assertTrue(listener.sessions.get(1L).strained());
    treat(node);
    assertFalse(listener.sessions.get(1L).strained());
    node.guest();
    assertEquals(3, node.established().size());
    assertEquals(1, refused.closed().size());
  }

  @Test
  void backingOffEndsByItselfAndWithItsPolicy() {
    Listener listener = new Listener();
    TestNode node = new TestNode().start(listener);
    follow(node, AS_PROPOSED);
    node.guest();
    treat(node, strain("bandwidth"));
    node.loop.advance(Strain.LASTS.minusSeconds(1));
    assertTrue(listener.sessions.get(1L).strained());
    treat(node, strain("bandwidth"));
    node.loop.advance(Strain.LASTS.minusSeconds(1));
    assertTrue(listener.sessions.get(1L).strained(), "renewed");
    node.loop.advance(Duration.ofSeconds(1));
    assertFalse(listener.sessions.get(1L).strained(), "nobody asks for it any more");

    treat(node, strain("bandwidth"));
    assertTrue(listener.sessions.get(1L).strained());
    node.engine.remove(RemedyPolicy.class, AS_PROPOSED);
    node.loop.runDue();
    assertFalse(listener.sessions.get(1L).strained());
  }

  @Test
  void attemptsAreMadeAtOnceWithinTheSlotsAndTold() {
    Book book = book();
    TestNode node = new TestNode(Network.MAIN, "outbound", 6);
    node.engine.add(book);
    node.start();
    follow(node, AS_PROPOSED);
    List<Observer.Remedied> told = listen(node);
    node.loop.advance(Duration.ofMillis(600));
    int before = book.attempted.size();
    assertEquals(1, treat(node, few(Remedy.dial(3))).size());
    assertEquals(before + 3, book.attempted.size());
    treat(node, few(Remedy.dial(100)));
    assertEquals(before + 6, book.attempted.size(), "no more than there are slots");
    assertEquals(List.of(), treat(node, few(Remedy.dial(100))), "nothing could be done");
    assertEquals(
        List.of(
            new Observer.Remedied("proposed", "peers", "dial 3", "few"),
            new Observer.Remedied("proposed", "peers", "dial 3", "few")),
        told);
  }

  @Test
  void diversityTakesOneSlotMoreInTheNetworksAskedFor() {
    Book book = book();
    TestNode node = new TestNode(Network.MAIN, "outbound", 2);
    node.engine.add(book);
    node.start();
    follow(node, AS_PROPOSED);
    List<Observer.Remedied> told = listen(node);
    treat(node, few(Remedy.dial(2)));
    int before = book.attempted.size();
    assertEquals(2, before);
    treat(node, few(Remedy.dial(5, Set.of(NetworkClass.ONION))));
    assertEquals(before, book.attempted.size(), "a network without a proxy is not dialled");
    treat(node, few(Remedy.dial(5, Set.of(NetworkClass.IPV4, NetworkClass.ONION))));
    assertEquals(before + 1, book.attempted.size());
    assertEquals("dial 1 [ipv4, onion]", told.get(1).remedy());
    assertTrue(book.asked.contains(Set.of(NetworkClass.IPV4)));
  }

  @Test
  void noMoreIsTriedInAMinuteThanTheOperatorAllows() {
    Book book = book();
    TestNode node = new TestNode(Network.MAIN, "outbound", 8, "remedy.attempts.per.minute", 4);
    node.engine.add(book);
    node.start();
    List<Integer> seen = new ArrayList<>();
    follow(
        node,
        (vitals, ailing, soFar, now) -> {
          seen.add(soFar.attempts());
          assertEquals(4, soFar.attemptsPerMinute());
          return AS_PROPOSED.prescribe(vitals, ailing, soFar, now);
        });
    int before = book.attempted.size();
    treat(node, few(Remedy.dial(3)));
    treat(node, few(Remedy.dial(3)));
    treat(node, few(Remedy.dial(3)));
    assertEquals(before + 4, book.attempted.size());
    assertEquals(List.of(0, 3, 4), seen);
  }

  @Test
  void anAnswerOutOfBoundsIsABreachAndNothingOfItIsDone() {
    Listener listener = new Listener();
    TestNode node = new TestNode().start(listener);
    node.guest();
    follow(
        node,
        (vitals, ailing, soFar, now) ->
            List.of(
                new Prescription("bandwidth", Remedy.ease()),
                new Prescription("healthy", Remedy.ease())));
    for (int i = 0; i < 3; i++) {
      assertEquals(List.of(), treat(node, strain("bandwidth")));
      assertFalse(listener.sessions.get(1L).strained());
    }
    assertEquals(
        "prescribed for healthy, which is not ailing", slot(node).benched().get("proposed"));
  }

  @Test
  void whoThrowsOrAnswersNullIsBenched() {
    TestNode node = new TestNode().start();
    follow(
        node,
        (vitals, ailing, soFar, now) -> {
          throw new IllegalStateException("no idea");
        });
    for (int i = 0; i < 3; i++) {
      assertEquals(List.of(), treat(node, strain("bandwidth")));
    }
    assertTrue(slot(node).benched().get("proposed").contains("no idea"));
    node.engine.add(RemedyPolicy.class, (vitals, ailing, soFar, now) -> null, "mute", 0, 8);
    node.loop.runDue();
    for (int i = 0; i < 3; i++) {
      assertEquals(List.of(), treat(node, strain("bandwidth")));
    }
    assertEquals(Set.of("proposed", "mute"), slot(node).benched().keySet());
  }

  @Test
  void aPolicyRemembersByWhatItIsTold() {
    Book book = book();
    TestNode node = new TestNode(Network.MAIN, "outbound", 6);
    node.engine.add(book);
    node.start();
    List<Long> tried = new ArrayList<>();
    follow(
        node,
        (vitals, ailing, soFar, now) -> {
          tried.add(soFar.lastTried("peers"));
          return AS_PROPOSED.prescribe(vitals, ailing, soFar, now);
        });
    treat(node, few(Remedy.dial(1)));
    long at = node.loop.now();
    treat(node, few(Remedy.dial(1)));
    treat(node, strain("bandwidth"));
    treat(node, few(Remedy.dial(1)));
    assertEquals(List.of(-1L, at, -1L, -1L), tried, "forgotten with the ailment");
  }

  /** Many addresses, each in a group of its own. */
  private static Book book() {
    Book book = new Book();
    for (int i = 1; i <= 40; i++) {
      book.addresses.add(NetworkAddress.parse("11." + i + ".0.1:8333"));
    }
    return book;
  }
}
