package org.patchbay.transport;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.spi.SelectorProvider;

/** The sockets of the JDK. */
final class NioSockets implements Sockets {
  @Override
  public IoHandlerFactory handlers() {
    return NioIoHandler.newFactory();
  }

  @Override
  public ServerChannel server(InetSocketAddress at) {
    return Family.isIpv4(at)
        ? new NioServerSocketChannel(SelectorProvider.provider(), SocketProtocolFamily.INET)
        : new NioServerSocketChannel();
  }

  @Override
  public Channel client() {
    return new NioSocketChannel();
  }

  @Override
  public Channel localClient() {
    return new NioDomainSocketChannel();
  }

  @Override
  public SocketAddress local(UnixDomainSocketAddress at) {
    return at;
  }
}
