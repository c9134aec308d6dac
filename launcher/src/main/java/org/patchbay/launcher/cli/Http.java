package org.patchbay.launcher.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** One POST over HTTP/1.1. The JDK's client would take longer to begin than the call does. */
final class Http {
  private static final int LONGEST_LINE = 8_192;
  private static final int MOST_HEADERS = 100;
  private static final int LARGEST = 1 << 29;
  private static final int BUFFER = 1 << 16;

  /** An answer. */
  record Response(int status, String body) {}

  private Http() {}

  /**
   * Posts JSON and reads the answer.
   *
   * @param millis how long to wait for each read; 0 for ever
   * @throws IOException when there is no connection, or what comes is no HTTP or too large
   */
  static Response post(
      String host, int port, String path, String credentials, String json, int millis)
      throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    String head =
        "POST "
            + path
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\nConnection: close\r\n"
            + "Content-Type: application/json\r\nAuthorization: Basic "
            + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8))
            + "\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), millis);
      socket.setSoTimeout(millis);
      ByteArrayOutputStream request = new ByteArrayOutputStream(head.length() + body.length);
      request.write(head.getBytes(StandardCharsets.ISO_8859_1));
      request.write(body);
      request.writeTo(socket.getOutputStream());
      return read(new BufferedInputStream(socket.getInputStream(), BUFFER));
    }
  }

  static Response read(InputStream in) throws IOException {
    String[] status = line(in).split(" ", 3);
    if (status.length < 2 || !status[0].startsWith("HTTP/1.") || !status[1].matches("\\d{3}")) {
      throw new IOException("the answer is no HTTP");
    }
    long length = -1;
    boolean chunked = false;
    int headers = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (++headers > MOST_HEADERS) {
        throw new IOException("more than " + MOST_HEADERS + " headers");
      }
      String[] header = line.toLowerCase(Locale.ROOT).split(": *", 2);
      if (header[0].equals("content-length") && header[1].strip().matches("\\d{1,18}")) {
        length = Long.parseLong(header[1].strip());
      } else if (header[0].equals("transfer-encoding")) {
        chunked = header[1].contains("chunked");
      }
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if (chunked) {
      for (long size = size(in); size > 0; size = size(in)) {
        copy(in, body, size);
        line(in);
      }
    } else {
      copy(in, body, length);
    }
    return new Response(Integer.parseInt(status[1]), body.toString(StandardCharsets.UTF_8));
  }

  private static long size(InputStream in) throws IOException {
    String size = line(in).split(";")[0].strip();
    if (!size.matches("[0-9a-fA-F]{1,8}")) {
      throw new IOException("a chunk of \"" + size + "\" bytes");
    }
    return Long.parseLong(size, 16);
  }

  /** Copies so many bytes; all there are when the length is negative. */
  private static void copy(InputStream in, ByteArrayOutputStream to, long length)
      throws IOException {
    if (length > LARGEST - to.size()) {
      throw new IOException("the answer has more than " + LARGEST + " bytes");
    }
    byte[] buffer = new byte[BUFFER];
    long left = length < 0 ? Long.MAX_VALUE : length;
    while (left > 0) {
      int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (count < 0) {
        if (length < 0) {
          return;
        }
        throw new IOException("the answer breaks off");
      }
      if (count > LARGEST - to.size()) {
        throw new IOException("the answer has more than " + LARGEST + " bytes");
      }
      to.write(buffer, 0, count);
      left -= count;
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the answer breaks off");
      } else if (line.length() == LONGEST_LINE) {
        throw new IOException("a line of more than " + LONGEST_LINE + " bytes");
      } else if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }
}
