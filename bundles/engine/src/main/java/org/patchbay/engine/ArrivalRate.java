package org.patchbay.engine;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;

/**
 * A token bucket for each source of inbound connections. Confined to the node loop. Bounded: the
 * source that was quiet for the longest time is forgotten first.
 *
 * <p>Rule: a source is an IPv4 /24 or an IPv6 /48, what somebody gets as a whole. Whoever comes
 * through Tor has the address of Tor, and addresses of I2P and CJDNS cost nothing: there the
 * listening address, or the network, is one source.
 */
final class ArrivalRate {
  private static final int MAX = 10_000;
  private static final double SECOND = 1e9;

  private final Map<Source, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

  /** Where connections come from. */
  record Source(NetworkClass network, HostPort door, long prefix) {
    static Source of(Peer newcomer) {
      NetworkClass network = newcomer.network();
      HostPort door = newcomer.birth.tor() ? newcomer.birth.door() : null;
      return new Source(network, door, door == null ? prefix(newcomer.address()) : 0);
    }

    private static long prefix(NetworkAddress address) {
      return switch (address.id()) {
        case NetworkAddress.IPV4 -> leading(address.bytes(), 3);
        case NetworkAddress.IPV6 -> leading(address.bytes(), 6);
        default -> 0;
      };
    }

    private static long leading(byte[] bytes, int count) {
      long prefix = 0;
      for (int i = 0; i < count; i++) {
        prefix = prefix << 8 | bytes[i] & 0xFF;
      }
      return prefix;
    }
  }

  private static final class Bucket {
    double tokens;
    long at;
  }

  /** Whether one more may come from there now; counted when it may. */
  boolean allow(Source source, EngineSettings.Arriving limits, long now) {
    Bucket bucket = buckets.get(source);
    if (bucket == null) {
      bucket = new Bucket();
      bucket.tokens = limits.burst();
      buckets.put(source, bucket);
      forgetOne();
    } else {
      double gained = (now - bucket.at) / SECOND * limits.rate();
      bucket.tokens = Math.min(limits.burst(), bucket.tokens + gained);
    }
    bucket.at = now;
    if (bucket.tokens < 1) {
      return false;
    }
    bucket.tokens--;
    return true;
  }

  private void forgetOne() {
    if (buckets.size() > MAX) {
      Iterator<Source> quiet = buckets.keySet().iterator();
      quiet.next();
      quiet.remove();
    }
  }
}
