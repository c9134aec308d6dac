package org.patchbay.addrbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetworkAddress;

/** A process that writes its addresses over and over is killed while it does. */
class KillTest {
  private static final int MAGIC = 0xdab5bffa;
  private static final int ENTRIES = 500;

  @TempDir Path folder;

  /** Writes ever newer entries and says so each time. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws IOException {
      AddressFile file = new AddressFile(Path.of(arguments[0]), MAGIC);
      for (int generation = 1; ; generation++) {
        file.write(new AddressFile.Content(new byte[32], new byte[32], entries(generation)));
        System.out.println(generation);
      }
    }
  }

  private static List<Kept> entries(int generation) {
    return IntStream.range(0, ENTRIES)
        .mapToObj(
            i -> {
              byte[] ip = {50, 1, (byte) (i >> 8), (byte) i};
              NetworkAddress address = NetworkAddress.of(NetworkAddress.IPV4, ip, 8333);
              Entry entry = Entry.heard(new AddressEntry(generation, 9, address), address);
              return new Kept(entry, false, List.of(i));
            })
        .toList();
  }

  @Test
  void whatWasSaidToBeWrittenIsThereWholeOrNewer() throws Exception {
    Path path = folder.resolve("addresses.dat");
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 4; round++) {
      Process writer =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Writer.class.getName(),
                  path.toString())
              .start();
      int said = 0;
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(writer.getInputStream(), StandardCharsets.US_ASCII))) {
        int enough = random.nextInt(1, 40);
        while (said < enough) {
          said = Integer.parseInt(lines.readLine());
        }
        writer.destroyForcibly().waitFor();
      }
      List<Kept> read = new AddressFile(path, MAGIC).read().entries();
      int generation = (int) read.get(0).entry().entry().time();
      assertTrue(generation >= said, generation + " (" + said + " was written)");
      assertEquals(entries(generation), read);
      assertFalse(Files.exists(folder.resolve("addresses.dat.corrupt")));
    }
  }
}
