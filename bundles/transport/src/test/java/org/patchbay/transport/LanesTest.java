package org.patchbay.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.patchbay.api.peer.CloseReason;

class LanesTest {
  static Lane lane(Sockets sockets, int number) {
    Budget budget = new Budget(1 << 20, () -> {});
    Bounds bounds = new Bounds(new Marks(1000, 1000, 1000), budget, budget);
    return new Lane(sockets, number, bounds, Frames.MAGIC, new Random(1), System::nanoTime);
  }

  private static void stop(Lanes lanes) throws InterruptedException {
    lanes.stop(
        CloseReason.of(CloseReason.Code.SHUTDOWN), System.nanoTime() + TimeUnit.SECONDS.toNanos(2));
  }

  @Test
  void takesTheNextCarrierWhenOneFails() throws InterruptedException {
    List<Sockets> asked = new ArrayList<>();
    Lanes lanes =
        Lanes.start(
            List.of(Carrier.values()),
            1,
            (sockets, number) -> {
              asked.add(sockets);
              if (!(sockets instanceof NioSockets)) {
                throw new IllegalStateException("not on this machine");
              }
              return lane(sockets, number);
            });
    assertEquals(Carrier.NIO, lanes.carrier());
    assertInstanceOf(NioSockets.class, asked.get(asked.size() - 1));
    stop(lanes);
  }

  @Test
  void saysWhyNoneCanBeUsed() {
    IllegalStateException none =
        assertThrows(
            IllegalStateException.class,
            () ->
                Lanes.start(
                    List.of(Carrier.NIO),
                    1,
                    (sockets, number) -> {
                      throw new NoClassDefFoundError("io/netty/channel/nio/NioIoHandler");
                    }));
    assertTrue(none.getMessage().contains("nio cannot be used"), none.getMessage());
    assertTrue(none.getMessage().contains("NioIoHandler"), none.getMessage());
  }

  @Test
  void connectionsGoToTheEventLoopsInTurn() throws InterruptedException {
    Lanes lanes = Lanes.start(List.of(Carrier.NIO), 3, LanesTest::lane);
    Lane first = lanes.next();
    Lane second = lanes.next();
    Lane third = lanes.next();
    assertEquals(3, List.of(first, second, third).stream().distinct().count());
    assertEquals(first, lanes.next());
    stop(lanes);
    assertFalse(first.loop().inEventLoop());
    assertTrue(first.loop().isTerminated());
  }

  @Test
  void theConfiguredCarrierIsTriedFirstAndThenTheOnesAfterIt() {
    TestConfig config = new TestConfig();
    config.kind = "epoll";
    assertEquals(List.of(Carrier.EPOLL, Carrier.NIO), Options.of(config).carriers());
    config.kind = "auto";
    assertEquals(List.of(Carrier.values()), Options.of(config).carriers());
    config.threads = 0;
    assertEquals(
        Math.max(1, Runtime.getRuntime().availableProcessors() / 2), Options.of(config).threads());
  }

  @Test
  void budgetsLeaveTheLargerPartOfTheHeap() {
    TestConfig config = new TestConfig();
    config.budgetIn = Long.MAX_VALUE;
    config.budgetOut = Long.MAX_VALUE;
    Options options = Options.of(config);
    assertTrue(options.budgetIn() + options.budgetOut() < Runtime.getRuntime().maxMemory() / 3 * 2);
  }
}
