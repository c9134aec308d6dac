package org.patchbay.rpc;

import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.HexFormat;
import org.patchbay.wire.NetworkAddress;

/** Figures of the node in the units and the spelling of Bitcoin Core. */
final class Figures {

  private Figures() {}

  /** 64 bits that have no sign. */
  static Object unsigned(long bits) {
    return bits >= 0 ? (Object) bits : new BigDecimal(Long.toUnsignedString(bits));
  }

  /** Sixteen digits. */
  static String hex16(long bits) {
    return HexFormat.of().toHexDigits(bits);
  }

  /** Nanoseconds as seconds. */
  static BigDecimal seconds(long nanos) {
    return BigDecimal.valueOf(nanos, 9).stripTrailingZeros();
  }

  /**
   * Unix seconds of a moment in loop time; 0 for never.
   *
   * @param wall now
   * @param now loop time of the same moment
   */
  static long unix(long at, Instant wall, long now) {
    if (at < 0) {
      return 0;
    }
    long back = now - at;
    return wall.minusNanos(back).getEpochSecond();
  }

  /** An address with its port. */
  static String text(InetSocketAddress at) {
    return NetworkAddress.of(at).toString();
  }
}
