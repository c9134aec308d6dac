package org.patchbay.engine;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.patchbay.wire.NetworkAddress;

/**
 * How many live peers each host has: an address without its port, of IPv6 the first 64 bits, of
 * which one customer has all. Confined to the node loop.
 *
 * <p>A local address stands for nobody: behind it may be Tor, or a proxy of the operator's.
 */
final class Hosting {
  private static final int IPV6_PREFIX = 8;

  private final Map<ByteBuffer, int[]> peers = new HashMap<>();

  /** One more; answers the count that is kept up to date for it. */
  int[] add(NetworkAddress address) {
    if (address.isLocal()) {
      return new int[] {1};
    }
    int[] count = peers.computeIfAbsent(host(address), any -> new int[1]);
    count[0]++;
    return count;
  }

  /** One less. */
  void remove(NetworkAddress address) {
    if (!address.isLocal()) {
      peers.computeIfPresent(host(address), (any, count) -> --count[0] == 0 ? null : count);
    }
  }

  private static ByteBuffer host(NetworkAddress address) {
    byte[] bytes = address.bytes();
    int length =
        address.id() == NetworkAddress.IPV6 ? Math.min(IPV6_PREFIX, bytes.length) : bytes.length;
    byte[] host = Arrays.copyOf(bytes, length + 1);
    host[length] = (byte) address.id();
    return ByteBuffer.wrap(host);
  }
}
