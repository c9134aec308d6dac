package org.patchbay.i2p;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.patchbay.api.local.LocalAddress;
import org.patchbay.api.local.LocalAddresses;
import org.patchbay.api.node.Environment;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.transport.Destination;
import org.patchbay.api.transport.Entrance;
import org.patchbay.api.transport.Link;
import org.patchbay.api.transport.LinkEvents;
import org.patchbay.api.transport.Passage;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.sim.VirtualWorkers;
import org.patchbay.wire.Network;
import org.patchbay.wire.NetworkAddress;

/** A way into I2P with a router and a node around it, on virtual time. */
final class Surroundings {
  final VirtualLoop loop = new VirtualLoop(1);
  final FakeRouter router = new FakeRouter(loop);
  final Addresses addresses = new Addresses();
  final SamWay way;
  boolean letIn = true;
  boolean listens = true;

  Surroundings(Path folder, String sam, boolean accept) {
    this(folder, sam, Boolean.toString(accept));
  }

  Surroundings(Path folder, String sam, String accept) {
    way =
        new SamWay(
            loop,
            new VirtualWorkers(loop),
            new FixedEnvironment(Network.MAIN, folder, "0.1.0"),
            router,
            config(sam, accept));
    way.bindEntrance(new Door());
    way.bindAddresses(addresses);
    way.start();
    loop.runDue();
  }

  static SamWay.Config config(String sam, boolean accept) {
    return config(sam, Boolean.toString(accept));
  }

  static SamWay.Config config(String sam, String accept) {
    return FakeConfig.of(SamWay.Config.class, "sam", sam, "accept", accept);
  }

  private record FixedEnvironment(Network network, Path dataFolder, String version)
      implements Environment {}

  void seconds(long seconds) {
    loop.advance(Duration.ofSeconds(seconds));
  }

  /** Looks for a passage; the answer is there at once or not at all. */
  CompletableFuture<Passage> passage(NetworkAddress to) {
    CompletableFuture<Passage> answer = way.passage(Destination.of(to)).toCompletableFuture();
    loop.runDue();
    return answer;
  }

  /** Connects by a passage; answers what became of it, which is open, or failed with a reason. */
  String connect(NetworkAddress to) {
    CompletableFuture<Passage> passage = passage(to);
    List<String> failures = new ArrayList<>();
    router.connect(
        passage.join(),
        Bridge.CONNECTING,
        true,
        new Events(),
        (reason, ofTarget) -> failures.add(ofTarget + " " + reason));
    loop.runDue();
    return failures.isEmpty() ? "open" : failures.get(0);
  }

  private final class Door implements Entrance {
    @Override
    public Optional<LinkEvents> events() {
      return letIn ? Optional.of(new Events()) : Optional.empty();
    }

    @Override
    public boolean listens() {
      return listens;
    }
  }

  private static final class Events implements LinkEvents {
    @Override
    public void opened(Link link) {}

    @Override
    public void readable(Link link) {}

    @Override
    public void writable(Link link) {}

    @Override
    public void closed(Link link, CloseReason reason) {}
  }

  /** What is claimed now. */
  static final class Addresses implements LocalAddresses {
    final List<NetworkAddress> claimed = new ArrayList<>();

    @Override
    public Claim claim(NetworkAddress address, Origin origin) {
      if (origin != Origin.MANUAL) {
        throw new AssertionError(origin);
      }
      claimed.add(address);
      return () -> claimed.remove(address);
    }

    @Override
    public List<LocalAddress> list() {
      throw new UnsupportedOperationException();
    }
  }
}
