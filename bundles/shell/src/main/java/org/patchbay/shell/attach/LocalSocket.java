package org.patchbay.shell.attach;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A socket in a folder of its own, both for their owner alone. What a killed node left is replaced:
 * the lock of the node's folder says that no other node is alive there.
 */
final class LocalSocket implements AutoCloseable {
  /** Bytes of a path that every system takes: 108 on Linux and 104 elsewhere, with a zero. */
  static final int LONGEST = 103;

  private static final Logger LOG = LoggerFactory.getLogger(LocalSocket.class);
  private static final String MAKING = ".new";

  private final ServerSocketChannel server;
  private final Path path;

  private LocalSocket(ServerSocketChannel server, Path path) {
    this.server = server;
    this.path = path;
  }

  /**
   * Opens it; it bears its name only when nobody but its owner can connect.
   *
   * @throws IOException when it cannot be made, or its path is too long
   */
  static LocalSocket open(Path path) throws IOException {
    Path making = path.resolveSibling(path.getFileName() + MAKING);
    int length = making.toString().getBytes(StandardCharsets.UTF_8).length;
    if (length > LONGEST) {
      throw new IOException(
          "the path of a local socket has at most %d bytes, %s has %d: choose a shorter folder"
              .formatted(LONGEST - MAKING.length(), path, length - MAKING.length()));
    }
    Path folder = path.getParent();
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    Files.deleteIfExists(making);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(making));
      Files.setPosixFilePermissions(making, PosixFilePermissions.fromString("rw-------"));
      Files.move(making, path, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | RuntimeException e) {
      server.close();
      Files.deleteIfExists(making);
      throw new IOException(path + ": " + e.getMessage(), e);
    }
    return new LocalSocket(server, path);
  }

  /** Hands on everybody who connects, until it is closed. On a thread of its own. */
  void run(Consumer<SocketChannel> clients) {
    try {
      while (true) {
        clients.accept(server.accept());
      }
    } catch (ClosedChannelException e) {
      LOG.debug("{} is closed", path);
    } catch (IOException e) {
      LOG.error("{} takes no clients any more: {}", path, e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(path);
  }
}
