package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.sim.RegtestChain;

/**
 * Two nodes with a bad line between them: 100 ms each way, 2 % of the packets lost, 1 Mbit/s, and
 * for 30 seconds nothing at all. What they agreed on holds, and the chain arrives. Where the kernel
 * has no netem the line is only slow and cut.
 */
class NamespaceIT {
  private static final int HEIGHT = 2_500;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern PING = Pattern.compile("ping +last ([0-9.]+) (m?s)");
  private static final Pattern SESSION = Pattern.compile("session +([0-9a-f]{64})");
  private static final Pattern CONNECTED = Pattern.compile("blocks to height (\\d+)");

  @TempDir Path one;
  @TempDir Path two;

  @Test
  void theConnectionOutlivesABadLineAndACut() throws Exception {
    Optional<String> obstacle = Namespaces.obstacle();
    boolean wanted = "true".equals(System.getenv("CI"));
    assertTrue(obstacle.isEmpty() || !wanted, () -> obstacle.orElseThrow());
    Assumptions.assumeTrue(obstacle.isEmpty(), () -> obstacle.orElseThrow());
    RegtestChain chain =
        RegtestChain.from(System.currentTimeMillis() / 1000 - 2 * HEIGHT).mine(HEIGHT);
    try (BlockPeer source = BlockPeer.listening(chain);
        ChildNode node = ChildNode.start(one, "patchbay.engine.connect=" + source.address())) {
      source.accept();
      EmbeddedNode.await(
          "synced", PATIENCE, () -> BlockStoreIT.served(node, chain) == chain.height());
      node.stop();
    }
    try (Namespaces world = new Namespaces()) {
      boolean netem = world.bad();
      String place = Namespaces.NEAR + ":18444";
      try (TypedNode near = new TypedNode(world.near(), one, "--listen", place);
          TypedNode far =
              new TypedNode(
                  world.far(), two, "--listen", Namespaces.FAR + ":18444", "--connect", place)) {
        outlive(world, near, far, netem ? 200 : 0);
      }
    }
  }

  private static void outlive(Namespaces world, TypedNode near, TypedNode far, int leastPing)
      throws Exception {
    String peer = far.awaitScreen("peer:show 1", PATIENCE, it -> PING.matcher(it).find());
    assertTrue(Pattern.compile("transport +v2").matcher(peer).find(), peer);
    assertTrue(ping(peer) >= leastPing, peer);
    far.awaitScreen("chain:tip", PATIENCE, it -> height(it) > 50);
    world.cut();
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(30));
    int before = height(far.screen("chain:tip"));
    assertTrue(before < HEIGHT, "the cut came too late: " + before);
    world.mend();
    far.awaitScreen("chain:tip", Duration.ofSeconds(90), it -> height(it) == HEIGHT);
    String after = far.screen("peer:show 1");
    assertTrue(Pattern.compile("state +established").matcher(after).find(), after);
    String heard = near.screen("peer:show 1");
    assertTrue(Pattern.compile("state +established").matcher(heard).find(), heard);
    assertEquals(session(heard), session(after), "one session, seen from both ends");
    assertEquals(HEIGHT, height(far.screen("chain:tip")));
    System.out.printf(
        "ping %.0f ms (least possible %d), %d of %d blocks before the cut%n",
        ping(peer), leastPing, before, HEIGHT);
  }

  private static double ping(String screen) {
    Matcher ping = PING.matcher(screen);
    assertTrue(ping.find(), screen);
    return Double.parseDouble(ping.group(1)) * (ping.group(2).equals("s") ? 1_000 : 1);
  }

  private static String session(String screen) {
    Matcher session = SESSION.matcher(screen);
    assertTrue(session.find(), screen);
    return session.group(1);
  }

  private static int height(String screen) {
    Matcher connected = CONNECTED.matcher(screen);
    return connected.find() ? Integer.parseInt(connected.group(1)) : -1;
  }
}
