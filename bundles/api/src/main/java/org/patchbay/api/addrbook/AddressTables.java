package org.patchbay.api.addrbook;

import java.util.List;
import java.util.Map;
import org.patchbay.wire.NetworkClass;

/**
 * How full the two tables of an address book are (protocol-facts §12.1). Immutable.
 *
 * @param fresh what was heard and did not yet work
 * @param tried what worked
 * @param collisions addresses that wait until the one in their place was tested (§12.5)
 * @param asmap the file by which addresses are grouped; empty when grouped by leading bits
 */
public record AddressTables(Fill fresh, Fill tried, int collisions, String asmap) {
  /**
   * One table. Immutable.
   *
   * @param bucketSize places in each bucket
   * @param buckets how many places of each bucket are taken
   * @param addresses how many addresses of each network stand in it; one may take several places
   */
  public record Fill(int bucketSize, List<Integer> buckets, Map<NetworkClass, Integer> addresses) {
    /** Copies. */
    public Fill {
      buckets = List.copyOf(buckets);
      addresses = Map.copyOf(addresses);
    }

    /** Places taken. */
    public int taken() {
      return buckets.stream().mapToInt(Integer::intValue).sum();
    }

    /** All places. */
    public int places() {
      return buckets.size() * bucketSize;
    }
  }
}
