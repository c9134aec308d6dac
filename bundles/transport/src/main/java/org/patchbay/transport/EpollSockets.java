package org.patchbay.transport;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.DomainSocketAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

/** Linux's epoll, through a native library. */
final class EpollSockets implements Sockets {
  EpollSockets() {
    Epoll.ensureAvailability();
  }

  @Override
  public IoHandlerFactory handlers() {
    return EpollIoHandler.newFactory();
  }

  @Override
  public ServerChannel server(InetSocketAddress at) {
    return Family.isIpv4(at)
        ? new EpollServerSocketChannel(SocketProtocolFamily.INET)
        : new EpollServerSocketChannel();
  }

  @Override
  public Channel client() {
    return new EpollSocketChannel();
  }

  @Override
  public Channel localClient() {
    return new EpollDomainSocketChannel();
  }

  @Override
  public SocketAddress local(UnixDomainSocketAddress at) {
    return new DomainSocketAddress(at.getPath().toString());
  }

  /** After five minutes of silence, and not after the two hours of the system. */
  @Override
  public void keepAlive(Channel channel) {
    Sockets.super.keepAlive(channel);
    channel.config().setOption(EpollChannelOption.TCP_KEEPIDLE, IDLE_SECONDS);
  }
}
