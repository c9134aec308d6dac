package org.patchbay.i2p;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key of our destination on disk. */
class KeyFileTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("i2p_private_key");
  }

  @Test
  void aKeyIsKeptAsItsBytesForItsOwnerAlone() throws IOException {
    KeyFile keys = new KeyFile(folder);
    assertEquals(Optional.empty(), keys.read());
    Files.writeString(folder.resolve("i2p_private_key.new"), "left by one that was killed");
    keys.write(Keys.key(1));
    assertArrayEquals(Keys.bytes(1), Files.readAllBytes(file()));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    assertEquals(Keys.key(1).address(), keys.read().orElseThrow().address());
    try (Stream<Path> all = Files.list(folder)) {
      assertEquals(1, all.count());
    }
  }

  @Test
  void whatStandsThereIsNeverReplaced() throws IOException {
    Files.write(file(), new byte[12]);
    KeyFile keys = new KeyFile(folder);
    String why = assertThrows(IOException.class, keys::read).getMessage();
    assertEquals(
        file()
            + " holds no key of I2P: a destination of 12 bytes (at least 387); restore it, or move"
            + " it away for a new address",
        why);
    assertThrows(IOException.class, () -> keys.write(Keys.key(1)));
    assertEquals(12, Files.size(file()));
  }

  @Test
  void aFileThatIsTooLongIsNotRead() throws IOException {
    Files.write(file(), new byte[65_537]);
    String why = assertThrows(IOException.class, () -> new KeyFile(folder).read()).getMessage();
    assertTrue(why.contains("65537 bytes (at most 65536)"), why);
  }

  @Test
  void aDiskThatRefusesIsNamed() {
    KeyFile keys = new KeyFile(folder.resolve("none"));
    String why = assertThrows(IOException.class, () -> keys.write(Keys.key(1))).getMessage();
    assertTrue(why.startsWith("cannot write " + folder.resolve("none/i2p_private_key")), why);
  }
}
