package org.patchbay.wire;

import java.util.ArrayList;
import java.util.List;

/** Service bits a node advertises (protocol-facts §4.1). */
public final class Services {
  /** The whole block history, or a promise of it. */
  public static final long NETWORK = 1L;

  /** Bloom filters are served (BIP111). */
  public static final long BLOOM = 1L << 2;

  /** Segregated witness data is served. */
  public static final long WITNESS = 1L << 3;

  /** Compact filters are served (BIP157). */
  public static final long COMPACT_FILTERS = 1L << 6;

  /** The last 288 blocks are served (BIP159). */
  public static final long NETWORK_LIMITED = 1L << 10;

  /** Transport of BIP324. */
  public static final long P2P_V2 = 1L << 11;

  private Services() {}

  /** Names of the bits that are set; unknown ones as {@code UNKNOWN[2^n]}. */
  public static List<String> names(long services) {
    List<String> names = new ArrayList<>();
    for (int bit = 0; bit < 64; bit++) {
      if ((services & (1L << bit)) != 0) {
        names.add(
            switch (bit) {
              case 0 -> "NETWORK";
              case 2 -> "BLOOM";
              case 3 -> "WITNESS";
              case 6 -> "COMPACT_FILTERS";
              case 10 -> "NETWORK_LIMITED";
              case 11 -> "P2P_V2";
              default -> "UNKNOWN[2^" + bit + "]";
            });
      }
    }
    return names;
  }
}
