package org.patchbay.i2p;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
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
    if (!Files.exists(file)) {
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
          file
              + " holds no key of I2P: "
              + flaw.getMessage()
              + "; restore it, or move it away for"
              + " a new address",
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
    Path beside = file.resolveSibling(NAME + ".new");
    try {
      Files.deleteIfExists(beside);
      try (FileChannel channel = FileChannel.open(beside, CREATE, ownerOnly())) {
        ByteBuffer bytes = ByteBuffer.wrap(key.bytes());
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      if (Files.exists(file)) {
        throw new FileAlreadyExistsException(file.toString());
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException cause) {
      throw new IOException("cannot write " + file + ": " + cause, cause);
    }
  }

  private static final Set<StandardOpenOption> CREATE =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private static FileAttribute<?>[] ownerOnly() {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
