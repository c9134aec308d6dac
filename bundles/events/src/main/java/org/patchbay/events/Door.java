package org.patchbay.events;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A local socket, for its owner alone, to which readers connect. */
final class Door implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Door.class);

  private final ServerSocketChannel server;
  private final Path path;

  private Door(ServerSocketChannel server, Path path) {
    this.server = server;
    this.path = path;
  }

  /**
   * Opens the socket; what a former run left at its place goes. It bears its name only when nobody
   * but its owner can connect.
   *
   * @throws IOException when it cannot be made, or something that is no socket has its name
   */
  static Door open(Path path) throws IOException {
    if (Files.isRegularFile(path) || Files.isDirectory(path)) {
      throw new IOException(path + " is there and is no socket");
    }
    Path making = path.resolveSibling(path.getFileName() + ".new");
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
    return new Door(server, path);
  }

  /** Hands on everybody who connects, until it is closed. On a thread of its own. */
  void run(Consumer<SocketChannel> visitors) {
    try {
      while (true) {
        visitors.accept(server.accept());
      }
    } catch (ClosedChannelException e) {
      LOG.debug("{} is closed", path);
    } catch (IOException e) {
      LOG.error("{} takes no readers any more: {}", path, e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(path);
  }
}
