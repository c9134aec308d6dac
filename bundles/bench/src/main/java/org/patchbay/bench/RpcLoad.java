package org.patchbay.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Calls one RPC method again and again, on connections that stay, each call after the answer to the
 * one before. Of Patchbay or of bitcoind.
 *
 * <pre>
 * RpcLoad PORT COOKIE METHOD [CONNECTIONS [SECONDS [PARAMETERS]]]
 * </pre>
 */
public final class RpcLoad {
  private static final int CONNECTIONS = 8;
  private static final int SECONDS = 10;
  private static final int WARM = 2;
  private static final String LENGTH = "content-length: ";

  private RpcLoad() {}

  /** Prints calls per second, and how long they took, after two seconds to warm up. */
  public static void main(String[] words) throws Exception {
    int port = Integer.parseInt(words[0]);
    String pair = Files.readString(Path.of(words[1])).strip();
    int connections = words.length > 3 ? Integer.parseInt(words[3]) : CONNECTIONS;
    int seconds = words.length > 4 ? Integer.parseInt(words[4]) : SECONDS;
    byte[] request = request(pair, words[2], words.length > 5 ? words[5] : "[]");
    long begin = System.nanoTime() + TimeUnit.SECONDS.toNanos(WARM);
    long end = begin + TimeUnit.SECONDS.toNanos(seconds);
    ExecutorService callers = Executors.newFixedThreadPool(connections);
    List<Callable<List<Long>>> all = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      all.add(() -> call(port, request, begin, end));
    }
    List<Long> times = new ArrayList<>();
    for (Future<List<Long>> each : callers.invokeAll(all)) {
      times.addAll(each.get());
    }
    callers.shutdown();
    times.sort(null);
    System.out.printf(
        Locale.ROOT,
        "%s: %.0f calls/s on %d connections; median %.2f ms, p99 %.2f ms, max %.2f ms%n",
        words[2],
        times.size() / (double) seconds,
        connections,
        times.get(times.size() / 2) / 1e6,
        times.get(times.size() * 99 / 100) / 1e6,
        times.get(times.size() - 1) / 1e6);
  }

  private static byte[] request(String pair, String method, String parameters) {
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}"
            .formatted(method, parameters);
    return ("POST / HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic "
            + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8))
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Nanoseconds of each call that began after {@code begin}. */
  private static List<Long> call(int port, byte[] request, long begin, long end)
      throws IOException {
    List<Long> times = new ArrayList<>();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
      for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
        out.write(request);
        read(in);
        if (now >= begin) {
          times.add(System.nanoTime() - now);
        }
      }
    }
    return times;
  }

  private static void read(InputStream in) throws IOException {
    String status = line(in);
    if (!status.contains(" 200 ")) {
      throw new IOException(status);
    }
    long length = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith(LENGTH)) {
        length = Long.parseLong(lower.substring(LENGTH.length()));
      }
    }
    in.skipNBytes(length);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("closed");
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }
}
