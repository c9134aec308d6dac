package org.patchbay.bench.eclipse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The results of the package's documentation belong together and have the shape it tells of. */
class ReportTest {
  private static final Path DOCS = Path.of("src/main/java/org/patchbay/bench/eclipse/doc-files");

  private static List<Cell> cells() throws IOException {
    return Grid.read(DOCS.resolve("grid.csv"));
  }

  @Test
  void theTableIsOfTheResults() throws IOException {
    assertEquals(Files.readString(DOCS.resolve("grid.txt")), Report.table(cells()));
  }

  @Test
  void everyResultIsOfTheGridAndOfEnoughSeeds() throws IOException {
    for (Cell cell : cells()) {
      assertTrue(Grid.scenarios().contains(cell.scenario()), cell::line);
      assertTrue(cell.eclipsed().runs() >= 200, cell::line);
    }
  }

  @Test
  void moreAddressesInAsManyGroupsAreNoWeaker() throws IOException {
    for (int groups : new int[] {4, 64, 1_000, 4_000}) {
      List<Cell> line = Report.line(cells(), groups, false);
      assertTrue(line.size() >= 2, groups + " groups");
      for (int i = 1; i < line.size(); i++) {
        assertTrue(line.get(i).eclipsed().high() >= line.get(i - 1).eclipsed().low());
      }
    }
  }

  @Test
  void fourGroupsNeverEclipse() throws IOException {
    Report.line(cells(), 4, false).forEach(cell -> assertEquals(0, cell.eclipsed().hits()));
  }
}
