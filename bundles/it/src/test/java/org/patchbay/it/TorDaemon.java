package org.patchbay.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A Tor from Debian's package with a control port on loopback, and no network: it then opens no
 * other port and connects nowhere.
 */
final class TorDaemon implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/tor");

  private final Process process;
  private final int port;

  private TorDaemon(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Where one can listen; nothing does now. */
  static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /**
   * Starts it, and waits until its control port takes connections.
   *
   * @param folder for its files, the cookie among them
   */
  static TorDaemon start(Path folder, int port) throws IOException {
    if (!Files.isExecutable(PROGRAM)) {
      String reason = PROGRAM + " is missing: apt-get install tor";
      Assertions.assertNotEquals("true", System.getenv("CI"), reason);
      Assumptions.abort(reason);
    }
    Path data = folder.resolve("data");
    Path settings = folder.resolve("torrc");
    Files.write(
        settings,
        List.of(
            "DataDirectory " + data,
            "DisableNetwork 1",
            "SocksPort 0",
            "ControlPort 127.0.0.1:" + port,
            "CookieAuthentication 1",
            "__OwningControllerProcess " + ProcessHandle.current().pid()));
    Process process =
        new ProcessBuilder(
                PROGRAM.toString(), "--defaults-torrc", "/dev/null", "-f", settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("tor.log").toFile())
            .start();
    TorDaemon daemon = new TorDaemon(process, port);
    EmbeddedNode.await(() -> "Tor listens: " + said(folder), daemon::listens);
    return daemon;
  }

  private static String said(Path folder) {
    try {
      return Files.readString(folder.resolve("tor.log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  boolean runs() {
    return process.isAlive();
  }

  /** Ends it without a word. */
  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    kill();
  }
}
