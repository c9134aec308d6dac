package org.patchbay.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;

/**
 * To which of IPv4 and IPv6 a listening socket is open. Pure but for {@link #ipv6}.
 *
 * <p>Rule: one that is bound to an address of IPv4, {@code 0.0.0.0} too, takes IPv4 alone; one that
 * is bound to {@code ::} takes both. Why: who names an address means that address. Netty's sockets
 * of io_uring are open to both nevertheless: there who comes by IPv6 is turned away.
 */
final class Family {
  private Family() {}

  static boolean isIpv4(InetSocketAddress at) {
    return at.getAddress() instanceof Inet4Address;
  }

  /** Whether this machine has IPv6 at all; asks the system. */
  static boolean ipv6() {
    try (SocketChannel socket = SocketChannel.open(StandardProtocolFamily.INET6)) {
      return socket.isOpen();
    } catch (UnsupportedOperationException none) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether somebody who comes in there is not to: he uses IPv6, and IPv4 is asked for. */
  static boolean shuts(InetSocketAddress wanted, SocketAddress visitor) {
    return isIpv4(wanted)
        && visitor instanceof InetSocketAddress from
        && from.getAddress() instanceof Inet6Address;
  }

  /** Where a socket listens that was asked for: what is every address may be told wrongly. */
  static InetSocketAddress told(InetSocketAddress wanted, InetSocketAddress bound) {
    return isIpv4(wanted) ? new InetSocketAddress(wanted.getAddress(), bound.getPort()) : bound;
  }

  /** Where there is no IPv6, every address is every address of IPv4. */
  static InetSocketAddress available(InetSocketAddress at) {
    boolean every = at.getAddress() instanceof Inet6Address && at.getAddress().isAnyLocalAddress();
    if (!every || ipv6()) {
      return at;
    }
    try {
      return new InetSocketAddress(InetAddress.getByAddress(new byte[4]), at.getPort());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 bytes are an address", e);
    }
  }
}
