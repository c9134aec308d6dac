package org.patchbay.tor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CookieFileTest {
  @TempDir Path folder;

  private String refusal(String name) {
    return assertThrows(IOException.class, () -> CookieFile.read(name)).getMessage();
  }

  @Test
  void aCookieHas32Bytes() throws IOException {
    Path file = folder.resolve("cookie");
    byte[] cookie = new byte[32];
    cookie[3] = 7;
    Files.write(file, cookie);
    assertArrayEquals(cookie, CookieFile.read(file.toString()));
    Files.write(file, new byte[31]);
    assertEquals("the cookie " + file + " has 31 bytes (must be 32)", refusal(file.toString()));
    Files.write(file, new byte[1_000_000]);
    assertEquals(
        "the cookie " + file + " has more than 32 bytes (must be 32)", refusal(file.toString()));
  }

  @Test
  void onlyFilesAreRead() {
    String end = " cannot be read: there is no such file, or it may not be seen";
    assertEquals("the cookie " + folder + end, refusal(folder.toString()));
    assertEquals("the cookie /dev/zero" + end, refusal("/dev/zero"));
    assertEquals("the cookie " + end.strip(), refusal("").replace("  ", " "));
    assertEquals("the cookie a?b cannot be read: InvalidPathException", refusal("a\u0000b"));
  }
}
