package org.patchbay.transport;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ListenerTest {
  private final Lane lane = LanesTest.lane(new NioSockets(), 1);

  @AfterEach
  void stop() throws InterruptedException {
    lane.stop();
    lane.awaitStop(TimeUnit.SECONDS.toNanos(5));
  }

  @Test
  void restsAMomentWhenTheSystemHasNoRoomAndThenGoesOn() {
    EmbeddedChannel server =
        new EmbeddedChannel(
            new Listener(NettyTransportTest.ANY, lane, child -> {}, listener -> {}));
    server.freezeTime();
    for (int i = 0; i < 3; i++) {
      assertTrue(server.config().isAutoRead());
      server.pipeline().fireExceptionCaught(new IOException("too many open files"));
      assertFalse(server.config().isAutoRead());
      server.pipeline().fireExceptionCaught(new IOException("too many open files"));
      server.advanceTimeBy(Listener.REST_MILLIS, TimeUnit.MILLISECONDS);
      server.runScheduledPendingTasks();
    }
    assertTrue(server.config().isAutoRead());
    server.close();
  }
}
