package org.patchbay.tor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The cookie that Tor writes for those who may read its files. */
final class CookieFile {
  private CookieFile() {}

  /**
   * Reads it, and never more than one byte too many of whatever file was named.
   *
   * @param name the path's bytes, one to a character, as Tor tells it
   * @return 32 bytes
   * @throws IOException when it cannot be read or has another size; the message names the file
   */
  static byte[] read(String name) throws IOException {
    String path = new String(name.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    byte[] cookie;
    try {
      Path file = Path.of(path);
      if (!Files.isRegularFile(file)) {
        throw new IOException("there is no such file, or it may not be seen");
      }
      try (InputStream in = Files.newInputStream(file)) {
        cookie = in.readNBytes(SafeCookie.SIZE + 1);
      }
    } catch (IOException | InvalidPathException e) {
      throw new IOException(
          "the cookie " + Text.printable(path) + " cannot be read: " + reason(e), e);
    }
    if (cookie.length != SafeCookie.SIZE) {
      String size = cookie.length > SafeCookie.SIZE ? "more than 32" : "" + cookie.length;
      throw new IOException(
          "the cookie " + Text.printable(path) + " has " + size + " bytes (must be 32)");
    }
    return cookie;
  }

  /** Java's file exceptions have the file's name for a message. */
  private static String reason(Exception e) {
    return e.getClass() == IOException.class ? e.getMessage() : e.getClass().getSimpleName();
  }
}
