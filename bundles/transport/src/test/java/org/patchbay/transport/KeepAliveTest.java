package org.patchbay.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.uring.IoUringChannelOption;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the system is told of a connection that may be silent for days. */
class KeepAliveTest {
  private static final Map<String, ChannelOption<Integer>> IDLE =
      Map.of(
          "epoll", EpollChannelOption.TCP_KEEPIDLE, "io_uring", IoUringChannelOption.TCP_KEEPIDLE);

  @ParameterizedTest
  @EnumSource(Carrier.class)
  void theSystemLooksAfterIt(Carrier carrier) {
    Sockets sockets = null;
    try {
      sockets = carrier.sockets();
    } catch (LinkageError | RuntimeException none) {
      Assumptions.abort(carrier.label() + " is not there: " + none.getMessage());
    }
    Channel channel = sockets.client();
    try {
      sockets.keepAlive(channel);
      assertEquals(true, channel.config().getOption(ChannelOption.SO_KEEPALIVE));
      if (IDLE.containsKey(carrier.label())) {
        assertEquals(300, channel.config().getOption(IDLE.get(carrier.label())));
      }
    } finally {
      channel.unsafe().closeForcibly();
    }
  }
}
