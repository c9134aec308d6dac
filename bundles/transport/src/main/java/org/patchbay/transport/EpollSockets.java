package org.patchbay.transport;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;

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
  public ServerChannel server() {
    return new EpollServerSocketChannel();
  }

  @Override
  public Channel client() {
    return new EpollSocketChannel();
  }
}
