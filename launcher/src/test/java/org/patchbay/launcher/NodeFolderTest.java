package org.patchbay.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeFolderTest {
  @TempDir Path temp;
  private Path defaults;
  private Path data;

  @BeforeEach
  void folders() throws IOException {
    defaults = Files.createDirectories(temp.resolve("home/defaults"));
    Files.writeString(defaults.resolve("patchbay.engine.cfg"), "outbound = 8\n");
    data = temp.resolve("new/node");
  }

  @Test
  void aNewFolderStartsWithTheConfigurationThatShips() throws IOException {
    try (NodeFolder folder = NodeFolder.open(data, defaults)) {
      assertTrue(Files.isDirectory(folder.root().resolve("deploy")));
      assertTrue(Files.isDirectory(folder.root().resolve("log")));
      assertEquals(
          "outbound = 8\n", Files.readString(folder.root().resolve("config/patchbay.engine.cfg")));
    }
  }

  @Test
  void theOperatorsConfigurationIsLeftAlone() throws IOException {
    Files.createDirectories(data.resolve("config"));
    try (NodeFolder folder = NodeFolder.open(data, defaults)) {
      assertFalse(Files.exists(folder.root().resolve("config/patchbay.engine.cfg")));
    }
  }

  @Test
  void aSecondNodeIsRefusedUntilTheFirstIsGone() throws IOException {
    try (NodeFolder first = NodeFolder.open(data, defaults)) {
      IOException refused = assertThrows(IOException.class, () -> NodeFolder.open(data, defaults));
      assertTrue(refused.getMessage().contains("another node (process "), refused.getMessage());
      assertTrue(refused.getMessage().contains(first.root().toString()), refused.getMessage());
    }
    NodeFolder.open(data, defaults).close();
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));
    IOException refused =
        assertThrows(IOException.class, () -> NodeFolder.open(file.resolve("node"), defaults));
    assertTrue(refused.getMessage().contains(file + "/node cannot be made"), refused::getMessage);
  }
}
