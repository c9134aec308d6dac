package org.patchbay.transport;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/** A SOCKS5 proxy with a table of names of its own, which keeps what it was asked. */
final class SocksServer implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Map<String, InetSocketAddress> names = new ConcurrentHashMap<>();
  final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();

  /** What a client wanted, and as whom. */
  record Asked(String user, String password, String host, int port) {}

  SocksServer() throws IOException {
    beside(
        () -> {
          while (true) {
            Socket client = server.accept();
            beside(() -> serve(client));
          }
        });
  }

  InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  /** It alone knows that name. */
  void name(String host, InetSocketAddress at) {
    names.put(host, at);
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void beside(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException closed) {
                Thread.currentThread().interrupt();
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(Socket client) throws IOException {
    try (client) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      OutputStream out = client.getOutputStream();
      in.readByte();
      boolean credentials = in.readNBytes(in.readUnsignedByte()).length == 2;
      out.write(new byte[] {5, (byte) (credentials ? 2 : 0)});
      String user = "";
      String password = "";
      if (credentials) {
        in.readByte();
        user = text(in);
        password = text(in);
        out.write(new byte[] {1, 0});
      }
      in.readNBytes(4);
      String host = text(in);
      int port = in.readUnsignedShort();
      asked.add(new Asked(user, password, host, port));
      InetSocketAddress at = names.get(host);
      if (at == null) {
        out.write(new byte[] {5, 4, 0, 1, 0, 0, 0, 0, 0, 0});
        return;
      }
      try (Socket target = new Socket(at.getAddress(), at.getPort())) {
        out.write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        beside(
            () -> {
              pump(target.getInputStream(), out);
              client.close();
            });
        pump(in, target.getOutputStream());
      }
    }
  }

  private static void pump(InputStream from, OutputStream to) throws IOException {
    byte[] some = new byte[8_192];
    for (int count = from.read(some); count >= 0; count = from.read(some)) {
      to.write(some, 0, count);
    }
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
