package org.patchbay.mining;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.rpc.RpcException;
import org.patchbay.wire.Network;

/** Where scripts matter nothing is mined, and it is said why. */
class OtherNetworksTest {
  @TempDir Path folder;

  @Test
  void nothingIsMined() throws IOException {
    try (Bench bench = new Bench(folder, Network.SIGNET)) {
      assertRefused(bench, "generatetoaddress", 1L, Bench.ADDRESS);
      assertRefused(bench, "generatetodescriptor", 1L, "raw(51)");
      assertRefused(bench, "generateblock", "raw(51)", List.of());
      assertRefused(bench, "getblocktemplate", Map.of("rules", List.of("segwit", "signet")));
      assertEquals(0, bench.blocks.tip().height());
    }
  }

  private static void assertRefused(Bench bench, String method, Object... params) {
    RpcException refused = assertThrows(RpcException.class, () -> bench.call(method, params));
    assertTrue(
        refused.getMessage().startsWith(method + " works on regtest alone: nothing here checks"),
        refused.getMessage());
  }
}
