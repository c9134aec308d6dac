package org.patchbay.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {
  @TempDir Path folder;

  @Test
  void holdsTheProcessUntilItsEndAndReplacesOneThatWasLeft() throws IOException {
    Path file = folder.resolve("patchbay.pid");
    Files.writeString(file, "1\n");
    PidFile pid = PidFile.write(file, 4711);
    assertEquals("4711\n", Files.readString(file));
    pid.close();
    assertFalse(Files.exists(file));
    pid.close();
  }

  @Test
  void thatOfAnotherProcessIsLeft() throws IOException {
    Path file = folder.resolve("patchbay.pid");
    PidFile pid = PidFile.write(file, 4711);
    Files.writeString(file, "4712\n");
    pid.close();
    assertEquals("4712\n", Files.readString(file));
  }

  @Test
  void oneThatCannotBeWrittenIsNamed() {
    Path file = folder.resolve("nowhere/patchbay.pid");
    IOException refused = assertThrows(IOException.class, () -> PidFile.write(file, 1));
    assertTrue(refused.getMessage().contains(file.toString()), refused.getMessage());
  }
}
