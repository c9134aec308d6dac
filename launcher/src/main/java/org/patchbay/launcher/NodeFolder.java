package org.patchbay.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/**
 * A node's folder, locked: two nodes on one folder would write the same files. Holds {@code
 * config/}, {@code deploy/}, {@code log/}, {@code cache/} and one folder per network.
 */
final class NodeFolder implements AutoCloseable {
  private final Path root;
  private final FileChannel channel;

  private NodeFolder(Path root, FileChannel channel) {
    this.root = root;
    this.channel = channel;
  }

  /**
   * Creates what is missing and takes the lock, which the operating system drops when the process
   * ends, however it ends.
   *
   * @param defaults configuration files that a new folder starts with
   * @throws IOException when the folder cannot be used, or is in use
   */
  static NodeFolder open(Path folder, Path defaults) throws IOException {
    Path root = created(folder.toAbsolutePath());
    FileChannel channel =
        FileChannel.open(
            root.resolve("lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      if (!locked(channel)) {
        throw new IOException(
            "another node%s runs on %s; stop it or name another folder with --data"
                .formatted(owner(channel), root));
      }
      channel.truncate(0);
      channel.write(utf8(Long.toString(ProcessHandle.current().pid())), 0);
      Path config = root.resolve("config");
      if (!Files.exists(config)) {
        Files.createDirectories(config);
        copy(defaults, config);
      }
      Files.createDirectories(root.resolve("deploy"));
      Files.createDirectories(root.resolve("log"));
      return new NodeFolder(root, channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static Path created(Path folder) throws IOException {
    try {
      return Files.createDirectories(folder).toRealPath();
    } catch (IOException e) {
      throw new IOException("the folder " + folder + " cannot be made: " + e, e);
    }
  }

  Path root() {
    return root;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // a node in this very JVM
    }
  }

  private static String owner(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(32);
    channel.read(buffer, 0);
    String pid = StandardCharsets.UTF_8.decode(buffer.flip()).toString().strip();
    return pid.matches("\\d+") ? " (process " + pid + ")" : "";
  }

  private static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void copy(Path from, Path to) throws IOException {
    if (!Files.isDirectory(from)) {
      return;
    }
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        Files.copy(file, to.resolve(file.getFileName().toString()));
      }
    }
  }
}
