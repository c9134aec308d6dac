package org.patchbay.bench.rivals;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page says what the commands print. */
class ComparisonTest {
  private static final Path BENCH = Path.of("src/main/java/org/patchbay/bench");

  private static String page() throws IOException {
    return Files.readString(BENCH.resolve("rivals/doc-files/comparison.md"));
  }

  @Test
  void thePageHasTheTablesAsTheyAreMeasuredNow() throws IOException {
    String page = page();
    for (Table table : Comparison.tables()) {
      assertTrue(page.contains(table.toString()), () -> "not in comparison.md:\n" + table);
    }
  }

  @Test
  void thePageHasTheFullMatrixAsItIsCommitted() throws IOException {
    String page = page();
    String matrix = Files.readString(BENCH.resolve("attacks/doc-files/matrix.txt"));
    Stream.of(matrix.split("\n\n"))
        .forEach(
            block -> assertTrue(page.contains(block), () -> "not in comparison.md:\n" + block));
  }
}
