package org.patchbay.events;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatedFileTest {
  @TempDir Path folder;

  @Test
  void eachFileBeginsWithTheGreeting() throws IOException {
    Path file = folder.resolve("events");
    try (RotatedFile out = new RotatedFile(file, 10, 2)) {
      out.write(new byte[] {0, 0});
      for (int i = 1; i <= 7; i++) {
        out.write(new byte[] {(byte) i, (byte) i, (byte) i});
      }
    }

    assertArrayEquals(new byte[] {0, 0, 7, 7, 7}, Files.readAllBytes(file));
    assertArrayEquals(
        new byte[] {0, 0, 5, 5, 5, 6, 6, 6}, Files.readAllBytes(folder.resolve("events.1")));
    assertArrayEquals(
        new byte[] {0, 0, 3, 3, 3, 4, 4, 4}, Files.readAllBytes(folder.resolve("events.2")));
    assertFalse(Files.exists(folder.resolve("events.3")));
  }

  @Test
  void whatAFormerRunLeftIsSetAside() throws IOException {
    Path file = folder.resolve("events");
    Files.write(file, new byte[] {9, 9, 9});

    try (RotatedFile out = new RotatedFile(file, 100, 1)) {
      out.write(new byte[] {0});
    }

    assertArrayEquals(new byte[] {0}, Files.readAllBytes(file));
    assertArrayEquals(new byte[] {9, 9, 9}, Files.readAllBytes(folder.resolve("events.1")));
  }

  @Test
  void aPlaceThatIsNoneFails() {
    RotatedFile out = new RotatedFile(folder.resolve("none/events"), 100, 1);

    IOException failure = assertThrows(IOException.class, () -> out.write(new byte[] {0}));
    assertEquals(folder.resolve("none/events").toString(), failure.getMessage());
  }
}
