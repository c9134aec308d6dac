package org.patchbay.api.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Replaces a file so that a crash at any moment leaves the old content or the new, never a part.
 *
 * <p>Rule: the new content is written beside the file, forced to the medium, renamed onto it, and
 * the folder is forced. Why: without the first force a crash of the machine may leave the new name
 * on an empty file, without the second the old content although the caller was told otherwise. What
 * a crash leaves beside the file, {@code .<name>.new}, is hidden from those who read the folder and
 * is overwritten by the next write.
 *
 * <p>Of two who write the same file at once, one may fail: callers write a file from one thread at
 * a time. Everything here waits for the medium and is called on a worker, not on the node loop.
 */
public final class AtomicFile {
  private static final Set<OpenOption> FRESH =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private AtomicFile() {}

  /**
   * Replaces a file, or makes it; its folder must be there.
   *
   * @throws IOException when the disk refuses; then the old content stands, unless the folder alone
   *     could not be forced
   */
  public static void write(Path file, byte[] content) throws IOException {
    replace(file, content);
  }

  /**
   * As {@link #write}, for a secret: nobody but the owner may read or write the file, at no moment.
   *
   * @throws IOException as {@link #write}
   * @throws UnsupportedOperationException where files have no such permissions; nothing is written
   */
  public static void writeSecret(Path file, byte[] content) throws IOException {
    replace(
        file,
        content,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  /**
   * Has the medium keep the name of a file that was made, which forcing the file alone does not.
   *
   * @throws IOException when the disk refuses
   */
  public static void forceName(Path file) throws IOException {
    try (FileChannel folder =
        FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  private static void replace(Path file, byte[] content, FileAttribute<?>... attributes)
      throws IOException {
    Path beside = file.resolveSibling("." + file.getFileName() + ".new");
    // One that a crash left has the permissions of then.
    Files.deleteIfExists(beside);
    try {
      try (FileChannel channel = FileChannel.open(beside, FRESH, attributes)) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException cause) {
      discard(beside, cause);
      throw cause;
    }
    forceName(file);
  }

  private static void discard(Path beside, IOException cause) {
    try {
      Files.deleteIfExists(beside);
    } catch (IOException also) {
      cause.addSuppressed(also);
    }
  }
}
