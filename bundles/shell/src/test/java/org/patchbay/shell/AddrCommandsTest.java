package org.patchbay.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.patchbay.api.addrbook.AddressTables;
import org.patchbay.api.addrbook.AddressTransfer;
import org.patchbay.wire.NetworkClass;

class AddrCommandsTest {
  private final Parts parts = new Parts();
  private final AddrCommands commands = new AddrCommands(parts);

  @Test
  void statsDrawEachBucketAndCountEachNetwork() {
    List<Integer> fresh = new ArrayList<>(Collections.nCopies(128, 0));
    fresh.set(0, 1);
    fresh.set(1, 32);
    fresh.set(2, 63);
    fresh.set(3, 64);
    AddressTables tables =
        new AddressTables(
            new AddressTables.Fill(64, fresh, Map.of(NetworkClass.IPV4, 120, NetworkClass.I2P, 7)),
            new AddressTables.Fill(64, List.of(0, 5), Map.of(NetworkClass.IPV4, 5)),
            2,
            "");
    AddressPage page = AddressPage.of(tables);
    assertEquals(
        """
        fresh          127 addresses in 160 of 8192 places, 2.0 %
        tried          5 addresses in 5 of 128 places, 3.9 %
        waiting        2 for the test of who has their place
        groups         by leading bits
        fresh buckets  ▁▄▇█FIRST
                       SECOND
        tried buckets  ·▁

        NETWORK  FRESH  TRIED  ALL
        ipv4       120      5  125
        i2p          7      0    7"""
            .replace("FIRST", "·".repeat(60))
            .replace("SECOND", "·".repeat(64)),
        Sheet.page(page));
  }

  @Test
  void statsOfFullTablesAreFullToTheLastBucket() {
    AddressTables.Fill fresh =
        new AddressTables.Fill(
            64, Collections.nCopies(1024, 64), Map.of(NetworkClass.IPV4, 60_000));
    AddressTables.Fill tried =
        new AddressTables.Fill(64, Collections.nCopies(256, 64), Map.of(NetworkClass.IPV4, 16_384));
    AddressPage page = AddressPage.of(new AddressTables(fresh, tried, 0, ""));
    assertEquals("60000 addresses in 65536 of 65536 places, 100.0 %", page.fresh());
    assertEquals("16384 addresses in 16384 of 16384 places, 100.0 %", page.tried());
    assertEquals(Collections.nCopies(16, "█".repeat(64)), page.freshBuckets());
    assertEquals(Collections.nCopies(4, "█".repeat(64)), page.triedBuckets());
  }

  /** Knows one file. */
  private static final class HereAlone implements AddressTransfer {
    private static <T> CompletionStage<T> answer(Path file, T answer) {
      return file.equals(Path.of("here"))
          ? CompletableFuture.completedFuture(answer)
          : CompletableFuture.failedFuture(new IOException("addresses of " + file + ": no"));
    }

    @Override
    public CompletionStage<Imported> importFrom(Path file) {
      return answer(file, new Imported("peers.dat", 10, 9));
    }

    @Override
    public CompletionStage<Integer> exportTo(Path file) {
      return answer(file, 3);
    }
  }

  @Test
  void anImportTellsWhatItFoundOrWhyNot() {
    parts.transfer = new HereAlone();
    assertEquals(3, commands.export("here").written());
    assertEquals(9, commands._import("here").stored());
    Refused refused = assertThrows(Refused.class, () -> commands._import("there"));
    assertEquals("addresses of there: no", refused.toString());
    Refused usage = assertThrows(Refused.class, commands::_import);
    assertTrue(usage.toString().startsWith("usage: addr:import FILE"), usage.toString());
  }
}
