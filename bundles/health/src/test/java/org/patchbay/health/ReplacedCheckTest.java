package org.patchbay.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.patchbay.api.health.Health;
import org.patchbay.api.health.HealthCheck;
import org.patchbay.api.health.HealthCheck.Severity;
import org.patchbay.api.health.Remedy;
import org.patchbay.api.health.Vitals;
import org.patchbay.api.node.Environment;
import org.patchbay.api.remedy.Prescription;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.FakeLevers;
import org.patchbay.sim.FakeNode;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.sim.VirtualWorkers;
import org.patchbay.sim.contract.HealthContract;
import org.patchbay.wire.Network;
import org.patchbay.wire.NetworkClass;

/** A check as a third party writes it, in the place of one that is shipped. */
class ReplacedCheckTest extends HealthContract {
  /** Only peers on onion addresses count: service properties {@code check.name=peers}, rank 10. */
  private static final class OnionPeers implements HealthCheck {
    @Override
    public Finding look(Vitals vitals) {
      if (vitals.network() == Network.MAIN && vitals.peers().size() > 10) {
        return Finding.fine("enough of any kind");
      }
      long count =
          vitals.peers().stream().filter(peer -> peer.network() == NetworkClass.ONION).count();
      String detail = count + " onion peers (min 2)";
      return count < 2
          ? Finding.warning(detail).helpedBy(Remedy.dial(1, Set.of(NetworkClass.ONION)))
          : Finding.fine(detail);
    }
  }

  private record Here(Network network, Path dataFolder, String version) implements Environment {}

  private final VirtualLoop loop = new VirtualLoop(1);
  private final FakeLevers levers = new FakeLevers();
  private final HealthMonitor monitor =
      new HealthMonitor(
          loop,
          new VirtualWorkers(loop, Duration.ofMillis(5)),
          new Here(Network.MAIN, Path.of("target"), "0"),
          new FakeNode(),
          FakeConfig.of(HealthMonitor.Config.class));

  @Override
  protected HealthCheck check() {
    return new OnionPeers();
  }

  @Test
  void itTakesOverWhileTheNodeRunsAndGivesBack() {
    monitor.addLevers(levers);
    monitor.addCheck(
        new PeerCountCheck(FakeConfig.of(PeerCountCheck.Config.class, "grace.seconds", 0)),
        Map.of("check.name", "peers", "service.id", 1L));
    monitor.start();
    loop.advance(Duration.ofSeconds(21));
    assertEquals(Severity.CRITICAL, peers().finding().severity());
    assertEquals("0 peers (min 1), 0 of 8 outbound (min 8)", peers().finding().detail());
    assertEquals(List.of(new Prescription("peers", Remedy.dial(8))), levers.last());

    HealthCheck onion = check();
    monitor.addCheck(onion, Map.of("check.name", "peers", "service.ranking", 10, "service.id", 2L));
    loop.advance(Duration.ofSeconds(20));
    assertEquals("0 onion peers (min 2)", peers().finding().detail());
    assertEquals(1, monitor.states().size());
    Remedy elsewhere = Remedy.dial(1, Set.of(NetworkClass.ONION));
    assertEquals(List.of(new Prescription("peers", elsewhere)), levers.last());

    monitor.removeCheck(onion);
    loop.advance(Duration.ofSeconds(20));
    assertEquals("0 peers (min 1), 0 of 8 outbound (min 8)", peers().finding().detail());
  }

  private Health.State peers() {
    return monitor.states().stream()
        .filter(state -> state.name().equals("peers"))
        .findFirst()
        .orElseThrow();
  }
}
