package org.patchbay.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** That the benchmarks run and measure what they say; what they measure is not looked at. */
class BenchmarksTest {
  @Test
  void jmhFindsAndRunsThem() throws Exception {
    System.setProperty("jmh.ignoreLock", "true");
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include("PolicyBench.evictCore")
                    .param("count", "114")
                    .forks(0)
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .mode(Mode.SingleShotTime)
                    .verbosity(VerboseMode.SILENT)
                    .shouldFailOnError(true)
                    .build())
            .run();
    assertEquals(1, results.size());
  }

  @Test
  void everyWayOfABlockGivesItsBytes() throws Exception {
    assumeTrue(
        Files.isDirectory(Place.data()) || "true".equals(System.getenv("CI")),
        () -> "no real data at " + Place.data() + " (-Dpatchbay.data)");
    CodecBench bench = new CodecBench();
    bench.read();
    byte[] block = Place.data("blocks/mainnet-866342.raw");
    assertArrayEquals(block, bench.blockPatchbay());
    assertArrayEquals(block, bench.blockPatchbayRebuilt());
    assertArrayEquals(block, bench.blockBitcoinj());
  }
}
