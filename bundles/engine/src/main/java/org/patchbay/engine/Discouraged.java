package org.patchbay.engine;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.patchbay.wire.NetworkAddress;

/**
 * Addresses that misbehaved, without their ports, the last 50,000 of them (protocol-facts §11.4).
 * Confined to the node loop.
 *
 * <p>Decision: the exact set, where Bitcoin Core has a rolling Bloom filter of 50,000 entries that
 * errs once in a million. As many addresses are remembered and forgotten in the same order; no
 * honest address is ever shunned for another's offence, and nobody can look for one that is. The
 * price is some 7 MB when it is full, against one: an attacker pays for each entry with an address
 * of its own and an offence that ends its connection.
 */
final class Discouraged {
  private static final int MAX = 50_000;

  private final Set<ByteBuffer> recent = new LinkedHashSet<>();

  void add(NetworkAddress address) {
    ByteBuffer key = ByteBuffer.wrap(address.addressBytes());
    recent.remove(key);
    recent.add(key);
    if (recent.size() > MAX) {
      Iterator<ByteBuffer> oldest = recent.iterator();
      oldest.next();
      oldest.remove();
    }
  }

  boolean contains(NetworkAddress address) {
    return !recent.isEmpty() && recent.contains(ByteBuffer.wrap(address.addressBytes()));
  }

  int size() {
    return recent.size();
  }
}
