package org.patchbay.tor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

class OnionKeyTest {
  private static final String KEY = "ED25519-V3:" + "aB3/".repeat(21) + "+A==";

  @TempDir Path folder;

  @Test
  void aKeyIsKeptForItsOwnerAlone() throws IOException {
    OnionKey key = new OnionKey(folder);
    assertEquals(Optional.empty(), key.read());
    key.write(KEY);
    Path file = folder.resolve("onion_v3_private_key");
    assertEquals(KEY, Files.readString(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(Optional.of(KEY), new OnionKey(folder).read());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(1, files.count(), "nothing is left beside it");
    }
  }

  @Test
  void whatACrashLeftBesideItIsNoMatter() throws IOException {
    Files.writeString(folder.resolve(".onion_v3_private_key.new"), "half");
    OnionKey key = new OnionKey(folder);
    assertEquals(Optional.empty(), key.read());
    key.write(KEY);
    assertEquals(Optional.of(KEY), new OnionKey(folder).read());
  }

  @Test
  void aFileWithoutAKeyIsNamedAndStays() throws IOException {
    Path file = folder.resolve("onion_v3_private_key");
    for (String content :
        new String[] {"", "RSA1024:xyz", KEY + "x", KEY + "\r\nQUIT", "x\u0000"}) {
      Files.writeString(file, content);
      String reason =
          assertThrows(IOException.class, () -> new OnionKey(folder).read()).getMessage();
      assertTrue(reason.startsWith(file + " holds no key (one line: ED25519-V3:"), reason);
      assertEquals(content, Files.readString(file));
    }
    Files.writeString(file, KEY + "\n");
    assertEquals(Optional.of(KEY), new OnionKey(folder).read());
  }

  @Test
  void aKeyThatCannotBeWrittenHoldsForThisRun() throws IOException {
    Path nowhere = folder.resolve("nowhere");
    OnionKey key = new OnionKey(nowhere);
    String reason = assertThrows(IOException.class, () -> key.write(KEY)).getMessage();
    assertTrue(reason.contains("nowhere"), reason);
    assertEquals(Optional.of(KEY), key.read());
    assertFalse(Files.exists(nowhere));
  }
}
