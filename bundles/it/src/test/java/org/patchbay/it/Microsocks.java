package org.patchbay.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** A SOCKS5 proxy written by others: Debian's package microsocks, on loopback. */
final class Microsocks implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/microsocks");

  private final Process process;
  private final int port;

  private Microsocks(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static Microsocks start() throws IOException {
    if (!Files.isExecutable(PROGRAM)) {
      String reason = PROGRAM + " is missing: apt-get install microsocks";
      Assertions.assertNotEquals("true", System.getenv("CI"), reason);
      Assumptions.abort(reason);
    }
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Process process =
        new ProcessBuilder(PROGRAM.toString(), "-i", "127.0.0.1", "-p", String.valueOf(port))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Microsocks proxy = new Microsocks(process, port);
    EmbeddedNode.await("the proxy listens", proxy::listens);
    return proxy;
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
