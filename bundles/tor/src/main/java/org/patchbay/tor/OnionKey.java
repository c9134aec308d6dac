package org.patchbay.tor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The private key of the onion service, in a file of Bitcoin Core's form that its owner alone can
 * read: whoever has it has the address. Confined to the thread of the control connection.
 */
final class OnionKey {
  /** Bitcoin Core's name, so that a node that takes its place keeps its address. */
  static final String FILE = "onion_v3_private_key";

  /** The type, and Base64 of 64 bytes. */
  private static final Pattern KEY = Pattern.compile("ED25519-V3:[A-Za-z0-9+/]{86}==");

  private static final int LONGEST = 256;

  private final Path file;

  /** The key of this run, which is the file's where that could be written. */
  private Optional<String> held = Optional.empty();

  OnionKey(Path folder) {
    this.file = folder.resolve(FILE);
  }

  /** Whether a text is such a key. */
  static boolean isKey(String text) {
    return KEY.matcher(text).matches();
  }

  /**
   * The key as Tor takes it; empty where there is none yet.
   *
   * @throws IOException when there is a file and no key in it, which stays as it is
   */
  Optional<String> read() throws IOException {
    if (held.isEmpty() && Files.exists(file)) {
      String text = content();
      if (!isKey(text)) {
        throw new IOException(
            file + " holds no key (one line: ED25519-V3: and 88 characters of Base64)");
      }
      held = Optional.of(text);
    }
    return held;
  }

  private String content() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(LONGEST), StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      throw new IOException(file + " cannot be read: " + e, e);
    }
  }

  /**
   * Keeps a new key; a crash leaves all of it or nothing.
   *
   * @throws IOException when the disk fails; the key is held for this run all the same
   */
  void write(String key) throws IOException {
    held = Optional.of(key);
    Path folder = file.toAbsolutePath().getParent();
    Path fresh = folder.resolve("." + FILE + ".new");
    try {
      Files.deleteIfExists(fresh);
      try (FileChannel channel =
          FileChannel.open(
              fresh,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              ownerOnly(folder))) {
        ByteBuffer bytes = ByteBuffer.wrap(key.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new IOException(file + " cannot be written: " + e, e);
    } finally {
      Files.deleteIfExists(fresh);
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Elsewhere than on POSIX the folder's own permissions have to do. */
  private static FileAttribute<?>[] ownerOnly(Path folder) throws IOException {
    return Files.getFileStore(folder).supportsFileAttributeView("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
