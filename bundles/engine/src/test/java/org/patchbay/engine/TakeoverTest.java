package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.patchbay.api.admission.Admission;
import org.patchbay.api.admission.AdmissionPolicy;
import org.patchbay.api.admission.Arrivals;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy;
import org.patchbay.api.node.Environment;
import org.patchbay.api.node.Node;
import org.patchbay.api.observe.Observer;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.PeerState;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.ratelimit.RateLimit;
import org.patchbay.api.ratelimit.RateLimitPolicy;
import org.patchbay.api.relay.AnnounceGroup;
import org.patchbay.api.relay.Offer;
import org.patchbay.api.relay.RelayPolicy;
import org.patchbay.api.session.Protocol;
import org.patchbay.api.session.Session;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.Network;
import org.patchbay.wire.message.GetAddr;
import org.patchbay.wire.message.Inv;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.Ping;
import org.patchbay.wire.message.Pong;
import org.patchbay.wire.message.Unknown;

/** A node on a real loop whose plugins do not return. */
@Timeout(60)
class TakeoverTest {
  private final AtomicBoolean release = new AtomicBoolean();
  private final NodeLoop loop = new NodeLoop(Duration.ofSeconds(30));
  private final WorkerPool workers = new WorkerPool(loop);
  private final DirectTransport transport = new DirectTransport();
  private Engine engine;
  private volatile byte[] swallowed;

  private record FixedEnvironment(Network network, Path dataFolder, String version)
      implements Environment {}

  @BeforeEach
  void start() {
    engine =
        new Engine(
            loop,
            workers,
            new FixedEnvironment(Network.REGTEST, Path.of("."), "0.1.0"),
            transport,
            settings("policy.relay", ""));
    engine.add(new Greeter());
    engine.add(new Ponger());
    engine.start();
  }

  private static EngineSettings settings(String key, String value) {
    return EngineSettings.of(
        Network.REGTEST,
        Map.of("listen", new String[] {"0.0.0.0"}, "policy.budget.micros", 1_000_000, key, value));
  }

  @AfterEach
  void stop() {
    release.set(true);
    engine.stop();
    workers.stop();
    loop.stop();
  }

  private DirectLink guest() throws Exception {
    DirectLink link = transport.dial();
    link.arrive(Greeter.version(1, 70016), Greeter.verack());
    assertEquals("version", link.sent.poll(10, TimeUnit.SECONDS).command());
    assertEquals("verack", link.sent.poll(10, TimeUnit.SECONDS).command());
    // Answered after the turn that greets it, which may still take what arrives meanwhile.
    while (engine.peers().stream().anyMatch(each -> each.state() != PeerState.ESTABLISHED)) {
      Thread.onSpinWait();
    }
    return link;
  }

  private Node.Slot slot(String name) {
    return engine.slots().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Hangs with a short limit; before, class loading on a busy machine must not be taken for it. */
  private <R> R hang(R answer) {
    loop.limit(Duration.ofMillis(200));
    while (!release.get()) {
      Thread.onSpinWait();
    }
    return answer;
  }

  @Test
  void aRateLimitThatNeverReturnsIsBenchedAndNoMessageIsLost() throws Exception {
    DirectLink one = guest();
    DirectLink other = guest();
    RateLimitPolicy policy =
        (peer, now) ->
            (command, bytes, at) ->
                command.equals("ping") && peer.id() == 1 ? hang(RateLimit.PASS) : RateLimit.PASS;
    engine.add(RateLimitPolicy.class, policy, "hanging", 0, 1);
    for (int i = 1; i <= 100; i++) {
      one.arrive(new Ping(i));
      other.arrive(new Ping(i));
    }
    for (int i = 1; i <= 100; i++) {
      assertEquals(new Pong(i), one.sent.poll(10, TimeUnit.SECONDS));
      assertEquals(new Pong(i), other.sent.poll(10, TimeUnit.SECONDS));
    }
    assertTrue(
        slot("ratelimit").benched().get("hanging").contains("TakeoverTest.hang"),
        () -> slot("ratelimit").toString());
    assertEquals("built-in", slot("ratelimit").inForce());
    assertTrue(one.closed.isEmpty());
  }

  @Test
  void aPolicyThatHangsAsItHandsOverIsSucceededAllTheSame() throws Exception {
    DirectLink link = guest();
    RateLimitPolicy policy =
        (peer, now) ->
            new RateLimitPolicy.PeerLimit() {
              @Override
              public RateLimit onMessage(String command, int bytes, long at) {
                return RateLimit.PASS;
              }

              @Override
              public Map<String, Double> learnt(long at) {
                return hang(Map.of());
              }
            };
    engine.add(RateLimitPolicy.class, policy, "hanging", 0, 1);
    link.arrive(new Ping(1));
    assertEquals(new Pong(1), link.sent.poll(10, TimeUnit.SECONDS));
    RateLimitPolicy next = (peer, now) -> (command, bytes, at) -> RateLimit.PASS;
    loop.execute(() -> engine.add(RateLimitPolicy.class, next, "next", 1, 2));
    link.arrive(new Ping(2));
    assertEquals(new Pong(2), link.sent.poll(10, TimeUnit.SECONDS));
    assertEquals("next", slot("ratelimit").inForce());
    assertTrue(slot("ratelimit").benched().get("hanging").contains("TakeoverTest.hang"));
    assertTrue(link.closed.isEmpty());
  }

  @Test
  void aShadowThatNeverReturnsCostsTheLoopNothing() throws Exception {
    DirectLink link = guest();
    RateLimitPolicy policy =
        (peer, now) ->
            (command, bytes, at) -> command.equals("ping") ? hang(RateLimit.PASS) : RateLimit.PASS;
    engine.add(RateLimitPolicy.class, policy, "hanging", -1, 1);
    engine.configure(settings("shadow.ratelimit", "hanging"));
    for (int i = 1; i <= 100; i++) {
      link.arrive(new Ping(i));
    }
    for (int i = 1; i <= 100; i++) {
      assertEquals(new Pong(i), link.sent.poll(10, TimeUnit.SECONDS));
    }
    while (slot("ratelimit").benched().isEmpty()) {
      Thread.onSpinWait();
    }
    String state = engine.shadows().get(0).state();
    assertTrue(state.startsWith("did not return: ") && state.contains("TakeoverTest.hang"), state);
    assertTrue(slot("ratelimit").benched().get("hanging").contains("TakeoverTest.hang"));
    assertEquals(0, slot("ratelimit").swaps(), "the slot is as it was");
    assertTrue(link.closed.isEmpty());
  }

  @Test
  void aPolicyThatEatsTheHeapLosesTheLoopBeforeItsTimeIsUp() throws Exception {
    DirectLink link = guest();
    RateLimitPolicy policy =
        (peer, now) ->
            (command, bytes, at) -> {
              long eaten = 0;
              while (!release.get() && eaten < 8L << 30) {
                swallowed = new byte[1 << 20];
                eaten += swallowed.length;
              }
              while (!release.get()) {
                Thread.onSpinWait();
              }
              return RateLimit.PASS;
            };
    engine.add(RateLimitPolicy.class, policy, "hungry", 0, 1);
    link.arrive(new Ping(1));
    assertEquals(new Pong(1), link.sent.poll(25, TimeUnit.SECONDS), "before 30 s have passed");
    assertTrue(
        slot("ratelimit").benched().get("hungry").contains("TakeoverTest"),
        () -> slot("ratelimit").toString());
    assertTrue(link.closed.isEmpty());
  }

  @Test
  void aJudgeThatNeverReturnsIsBenchedAndTheFactIsJudgedByTheBuiltIn() throws Exception {
    DirectLink link = guest();
    MisbehaviourPolicy policy =
        (peer, now) -> (offence, at) -> hang(MisbehaviourPolicy.Judgement.KEEP);
    engine.add(MisbehaviourPolicy.class, policy, "hanging", 0, 1);
    engine.add(new Accuser());
    link.arrive(GetAddr.INSTANCE);
    CloseReason reason = link.closed.poll(10, TimeUnit.SECONDS);
    assertNotNull(reason);
    assertEquals(CloseReason.Code.MISBEHAVIOUR, reason.code());
    assertEquals("built-in", slot("misbehaviour").inForce());
    assertEquals(1L, engine.endedByReason().get(CloseReason.Code.MISBEHAVIOUR).longValue());
  }

  @Test
  void anAdmissionThatNeverReturnsIsBenchedAndTheNewcomerComesIn() throws Exception {
    DirectLink before = guest();
    AdmissionPolicy policy =
        new AdmissionPolicy() {
          @Override
          public Admission onConnect(PeerView newcomer, Arrivals arrivals) {
            return hang(Admission.admit());
          }

          @Override
          public Admission onVersion(PeerView peer, Collection<? extends PeerView> others) {
            return Admission.admit();
          }
        };
    engine.add(AdmissionPolicy.class, policy, "hanging", 0, 1);
    guest();
    before.arrive(new Ping(7));
    assertEquals(new Pong(7), before.sent.poll(10, TimeUnit.SECONDS));
    assertEquals(2, engine.peers().size());
    assertEquals("built-in", slot("admission").inForce());
  }

  @Test
  void aJudgeOfVersionsThatNeverReturnsLosesNoVersion() throws Exception {
    AdmissionPolicy policy =
        new AdmissionPolicy() {
          @Override
          public Admission onConnect(PeerView newcomer, Arrivals arrivals) {
            return Admission.admit();
          }

          @Override
          public Admission onVersion(PeerView peer, Collection<? extends PeerView> others) {
            return hang(Admission.refuse(CloseReason.Code.NOT_ADMITTED, ""));
          }
        };
    engine.add(AdmissionPolicy.class, policy, "hanging", 0, 1);
    DirectLink link = guest();
    link.arrive(new Ping(7));
    assertEquals(new Pong(7), link.sent.poll(10, TimeUnit.SECONDS));
  }

  @Test
  void aProtocolThatHangsWhenItBeginsCostsTheConnectionsItBeganWith() throws Exception {
    DirectLink before = guest();
    Protocol protocol =
        new Protocol() {
          @Override
          public String name() {
            return "hanging";
          }

          @Override
          public boolean appliesTo(PeerView peer) {
            return hang(true);
          }

          @Override
          public void attach(Session session) {}
        };
    engine.add(protocol);
    CloseReason reason = before.closed.poll(10, TimeUnit.SECONDS);
    assertEquals(CloseReason.Code.INTERNAL_ERROR, reason.code());
    engine.remove(protocol);
    DirectLink after = guest();
    after.arrive(new Ping(7));
    assertEquals(new Pong(7), after.sent.poll(10, TimeUnit.SECONDS));
  }

  @Test
  void aHandlerThatNeverReturnsCostsItsSessionAlone() throws Exception {
    DirectLink one = guest();
    DirectLink other = guest();
    engine.add(new Hanging());
    one.arrive(new Unknown("hang", new byte[0]), new Ping(1));
    other.arrive(new Ping(2));
    assertEquals(new Pong(2), other.sent.poll(10, TimeUnit.SECONDS));
    CloseReason reason = one.closed.poll(10, TimeUnit.SECONDS);
    assertEquals(CloseReason.Code.INTERNAL_ERROR, reason.code());
    assertTrue(reason.detail().startsWith("hanging did not return"), reason::detail);
    release.set(true);
    other.arrive(new Ping(3));
    assertEquals(new Pong(3), other.sent.poll(10, TimeUnit.SECONDS));
    assertTrue(one.sent.stream().noneMatch(message -> message.equals(new Pong(666))));
  }

  /** Reports an offence for every getaddr. */
  private static final class Accuser implements Protocol {
    @Override
    public String name() {
      return "accuser";
    }

    @Override
    public boolean appliesTo(PeerView peer) {
      return true;
    }

    @Override
    public void attach(Session session) {
      session.on(
          GetAddr.class,
          message ->
              session.report(
                  org.patchbay.api.fact.Fact.offence(
                      org.patchbay.api.fact.Fact.Offence.Kind.BAD_FILTER, "test")));
    }
  }

  /** Hangs at an unknown message, and would then send. */
  private final class Hanging implements Protocol {
    @Override
    public String name() {
      return "hanging";
    }

    @Override
    public boolean appliesTo(PeerView peer) {
      return true;
    }

    @Override
    public void attach(Session session) {
      session.on(
          Unknown.class,
          unknown -> {
            Message late = hang(new Pong(666));
            session.send(late);
          });
    }
  }

  @Test
  void anObserverThatNeverReturnsIsLeftOutAndCostsNobodyAnything() throws Exception {
    DirectLink link = guest();
    CountDownLatch told = new CountDownLatch(101);
    engine.add(
        new Observer() {
          @Override
          public void sent(PeerView peer, String command, long bytes) {
            if (command.equals("pong")) {
              hang(0);
            }
          }
        });
    engine.add(
        new Observer() {
          @Override
          public void sent(PeerView peer, String command, long bytes) {
            if (command.equals("pong")) {
              told.countDown();
            }
          }
        });
    for (int i = 1; i <= 100; i++) {
      link.arrive(new Ping(i));
    }
    for (int i = 1; i <= 100; i++) {
      assertEquals(new Pong(i), link.sent.poll(10, TimeUnit.SECONDS));
    }
    link.arrive(new Ping(101));
    assertEquals(new Pong(101), link.sent.poll(10, TimeUnit.SECONDS));
    // Told at the end of a turn, which may come after the pongs were seen.
    assertTrue(told.await(10, TimeUnit.SECONDS), told.getCount() + " pongs not told to the other");
    assertTrue(link.closed.isEmpty());
  }

  @Test
  void aRelayPolicyThatNeverReturnsIsBenchedAndTheBatchIsTold() throws Exception {
    engine.add(
        RelayPolicy.class,
        new RelayPolicy() {
          @Override
          public long delay(AnnounceGroup group, RandomGenerator random) {
            return 0;
          }

          @Override
          public List<Offer> batch(AnnounceGroup group, List<Offer> queue) {
            return hang(queue);
          }
        },
        "hanging",
        0,
        1);
    engine.add(new Listener());
    DirectLink link = guest();
    loop.execute(() -> engine.relay().offer(FakeEntry.of(1)));
    Message told = link.sent.poll(10, TimeUnit.SECONDS);
    assertEquals(new Inv(List.of(new Inventory(Inventory.WTX, FakeEntry.of(1).wtxid()))), told);
    assertEquals("built-in", slot("relay").inForce());
    assertTrue(slot("relay").benched().get("hanging").contains("TakeoverTest.hang"));
  }
}
