package org.patchbay.i2p;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.patchbay.api.disk.AtomicFile;
import org.patchbay.wire.MalformedException;

/**
 * The key of our destination, which is our address for good: {@code i2p_private_key}, the bytes as
 * Bitcoin Core keeps them, readable by its owner alone. Blocks; not thread-safe.
 *
 * <p>Rule: what stands there is never replaced by us, not even what cannot be read: whoever loses
 * the key loses the address.
 */
final class KeyFile {
  static final String NAME = "i2p_private_key";
  private static final int LONGEST = SamLines.LONGEST;

  private final Path file;

  /** In a folder. */
  KeyFile(Path folder) {
    this.file = folder.resolve(NAME);
  }

  /**
   * Reads it; empty when there is none.
   *
   * @throws IOException naming the file, when the disk fails or it holds no key
   */
  Optional<PrivateKey> read() throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      long size = Files.size(file);
      if (size > LONGEST) {
        throw new MalformedException(size + " bytes (at most " + LONGEST + ")");
      }
      return Optional.of(PrivateKey.of(Files.readAllBytes(file)));
    } catch (MalformedException flaw) {
      throw new IOException(
          "%s holds no key of I2P: %s; restore it, or move it away for a new address"
              .formatted(file, flaw.getMessage()),
          flaw);
    } catch (IOException cause) {
      throw new IOException("cannot read " + file + ": " + cause, cause);
    }
  }

  /**
   * Writes the first key.
   *
   * @throws IOException naming the file, when the disk refuses or one is there
   */
  void write(PrivateKey key) throws IOException {
    try {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new FileAlreadyExistsException(file.toString());
      }
      AtomicFile.writeSecret(file, key.bytes());
    } catch (IOException | UnsupportedOperationException cause) {
      throw new IOException("cannot write " + file + ": " + cause, cause);
    }
  }
}
