package org.patchbay.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

/** The classes of Netty for one carrier. From any thread. */
interface Sockets {
  /** How long a connection that is kept alive is silent before the system asks. */
  int IDLE_SECONDS = 300;

  /** For event loops. */
  IoHandlerFactory handlers();

  /**
   * A listening socket, not yet bound; of IPv4 alone where it is to be bound to IPv4, as far as the
   * carrier knows such sockets.
   */
  ServerChannel server(InetSocketAddress at);

  /** A connection, not yet opened. */
  Channel client();

  /** A connection to a socket in the file system, not yet opened. */
  Channel localClient();

  /** What this carrier calls such a socket. */
  SocketAddress local(UnixDomainSocketAddress at);

  /** Has the system find out that the other end of a silent connection is gone. */
  default void keepAlive(Channel channel) {
    channel.config().setOption(ChannelOption.SO_KEEPALIVE, true);
  }

  /**
   * Sets the options of a connection.
   *
   * @param shared where reads go if one is consumed before the next one begins
   */
  default void tune(Channel channel, SharedReceive shared) {
    channel.config().setOption(ChannelOption.TCP_NODELAY, true);
    channel.config().setRecvByteBufAllocator(shared);
    channel.config().setAllocator(Buffers.POOL);
    channel.config().setWriteBufferWaterMark(Outbox.WATER_MARK);
  }
}
