package org.patchbay.rpc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

/**
 * A user and a password for this run, in a file that those may read who may call. It has its
 * permissions before it has its content, and its name when it is whole.
 */
final class CookieFile {
  /** The user of whoever read it. */
  static final String USER = "__cookie__";

  private final Path file;
  private final String password;

  private CookieFile(Path file, String password) {
    this.file = file;
    this.password = password;
  }

  /** Who may read it. */
  enum Readers {
    /** The user who runs the node. */
    OWNER("rw-------"),
    /** His group too. */
    GROUP("rw-r-----"),
    /** Everybody on this machine. */
    ALL("rw-r--r--");

    private final Set<PosixFilePermission> permissions;

    Readers(String permissions) {
      this.permissions = PosixFilePermissions.fromString(permissions);
    }

    static Readers of(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * Writes a new one over what stands there.
   *
   * @throws IOException naming the file
   */
  static CookieFile write(Path file, Readers readers, byte[] secret) throws IOException {
    CookieFile cookie = new CookieFile(file, HexFormat.of().formatHex(secret));
    Path beside = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      Files.deleteIfExists(beside);
      try (FileChannel out =
          FileChannel.open(
              beside,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(Readers.OWNER.permissions))) {
        out.write(ByteBuffer.wrap(cookie.content()));
      }
      Files.setPosixFilePermissions(beside, readers.permissions);
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | UnsupportedOperationException e) {
      throw new IOException("the cookie " + file + " cannot be written: " + e, e);
    }
    return cookie;
  }

  private byte[] content() {
    return (USER + ":" + password).getBytes(StandardCharsets.US_ASCII);
  }

  /** The password that stands in it. */
  String password() {
    return password;
  }

  /**
   * Removes it, unless somebody else has written another one since.
   *
   * @throws IOException when it stays
   */
  void remove() throws IOException {
    if (Files.exists(file) && java.util.Arrays.equals(Files.readAllBytes(file), content())) {
      Files.delete(file);
    }
  }
}
