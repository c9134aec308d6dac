package org.patchbay.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * An I2P router as far as SAM 3.1 shows it, which joins its own sessions with each other on
 * loopback. Thread-safe; a thread for each socket.
 */
final class SamRouter implements AutoCloseable {
  private static final int DESTINATION = 391;
  private static final int KEY = DESTINATION + 256 + 32;
  private static final byte[] ED25519 = {5, 0, 4, 0, 7, 0, 4};
  private static final int SECONDS = 10;

  private final ServerSocket server;
  private final SplittableRandom random = new SplittableRandom(1);
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  /**
   * A session.
   *
   * @param acceptors sockets that wait for a peer
   * @param streams sockets that have one
   */
  private record Session(
      String id, byte[] key, Socket control, BlockingQueue<Socket> acceptors, Set<Socket> streams) {
    Session(String id, byte[] key, Socket control) {
      this(id, key, control, new LinkedBlockingQueue<>(), ConcurrentHashMap.newKeySet());
    }

    byte[] destination() {
      return Arrays.copyOf(key, DESTINATION);
    }
  }

  private SamRouter(ServerSocket server) {
    this.server = server;
  }

  static SamRouter start() throws IOException {
    SamRouter router = new SamRouter(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    thread(router::serve);
    return router;
  }

  private static void thread(Runnable task) {
    Thread thread = new Thread(task, "sam-router");
    thread.setDaemon(true);
    thread.start();
  }

  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /** Sessions that stand. */
  int sessions() {
    return sessions.size();
  }

  /** Ends all sessions and their streams, as a router does that is started again. */
  void forget() throws IOException {
    for (Session session : sessions.values()) {
      session.control().close();
    }
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        thread(() -> talk(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void talk(Socket socket) {
    try {
      String hello = line(socket);
      if (!hello.equals("HELLO VERSION MIN=3.1 MAX=3.1")) {
        say(socket, "HELLO REPLY RESULT=I2P_ERROR MESSAGE=\"expected HELLO VERSION\"");
        end(socket);
        return;
      }
      say(socket, "HELLO REPLY RESULT=OK VERSION=3.1");
      while (answered(socket, line(socket))) {
        // The next request.
      }
    } catch (IOException gone) {
      end(socket);
    }
  }

  /** Answers a request; false when the socket is no longer ours to read. */
  private boolean answered(Socket socket, String request) throws IOException {
    String value = request.substring(request.lastIndexOf('=') + 1);
    if (request.equals("DEST GENERATE SIGNATURE_TYPE=7")) {
      byte[] key = newKey();
      String all = encode(key);
      say(socket, "DEST REPLY PUB=" + encode(Arrays.copyOf(key, DESTINATION)) + " PRIV=" + all);
      return true;
    }
    if (request.startsWith("NAMING LOOKUP NAME=")) {
      Session found = named(value);
      say(
          socket,
          found == null
              ? "NAMING REPLY RESULT=KEY_NOT_FOUND NAME=" + value
              : "NAMING REPLY RESULT=OK NAME=" + value + " VALUE=" + encode(found.destination()));
      return true;
    }
    if (request.startsWith("SESSION CREATE STYLE=STREAM ")) {
      return create(socket, request);
    }
    Session session = sessions.get(word(request, "ID"));
    if (session == null) {
      say(socket, "STREAM STATUS RESULT=INVALID_ID MESSAGE=\"no such session\"");
      end(socket);
      return false;
    }
    if (request.startsWith("STREAM ACCEPT ") && value.equals("false")) {
      boolean first = session.acceptors().isEmpty();
      say(socket, "STREAM STATUS RESULT=" + (first ? "OK" : "ALREADY_ACCEPTING"));
      if (first) {
        session.acceptors().add(socket);
      }
      return false;
    }
    if (request.startsWith("STREAM CONNECT ") && value.equals("false")) {
      connect(socket, session, word(request, "DESTINATION"));
      return false;
    }
    say(socket, "STREAM STATUS RESULT=I2P_ERROR MESSAGE=\"unknown request\"");
    end(socket);
    return false;
  }

  private boolean create(Socket socket, String request) throws IOException {
    String wanted = word(request, "DESTINATION");
    boolean passing = wanted.equals("TRANSIENT");
    byte[] key = passing ? newKey() : decode(wanted);
    Session session = new Session(word(request, "ID"), key, socket);
    boolean known =
        sessions.values().stream()
            .anyMatch(each -> Arrays.equals(each.destination(), session.destination()));
    String flaw =
        key.length != KEY
            ? "INVALID_KEY"
            : known
                ? "DUPLICATED_DEST"
                : sessions.putIfAbsent(session.id(), session) != null ? "DUPLICATED_ID" : "OK";
    if (!flaw.equals("OK")) {
      say(socket, "SESSION STATUS RESULT=" + flaw);
      end(socket);
      return false;
    }
    say(socket, "SESSION STATUS RESULT=OK DESTINATION=" + encode(key));
    try {
      line(socket); // it lives as long as its socket
    } finally {
      sessions.remove(session.id());
      session.acceptors().forEach(this::end);
      session.streams().forEach(this::end);
    }
    return true;
  }

  private void connect(Socket socket, Session from, String destination) throws IOException {
    byte[] wanted = decode(destination);
    Socket acceptor = null;
    for (Session session : sessions.values()) {
      if (Arrays.equals(session.destination(), wanted)) {
        acceptor = poll(session);
      }
    }
    if (acceptor == null) {
      say(socket, "STREAM STATUS RESULT=CANT_REACH_PEER MESSAGE=\"nobody accepts\"");
      end(socket);
      return;
    }
    from.streams().add(socket);
    say(acceptor, encode(from.destination()));
    say(socket, "STREAM STATUS RESULT=OK");
    Socket there = acceptor;
    thread(() -> pipe(there, socket));
    pipe(socket, there);
  }

  private static Socket poll(Session session) {
    try {
      Socket acceptor = session.acceptors().poll(SECONDS, TimeUnit.SECONDS);
      if (acceptor != null) {
        session.streams().add(acceptor);
      }
      return acceptor;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private void pipe(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException cut) {
      // Both ends go below.
    }
    end(from);
    end(to);
  }

  private Session named(String name) {
    for (Session session : sessions.values()) {
      if (base32(sha256(session.destination())).concat(".b32.i2p").equals(name)) {
        return session;
      }
    }
    return null;
  }

  private synchronized byte[] newKey() {
    byte[] key = new byte[KEY];
    random.nextBytes(key);
    System.arraycopy(ED25519, 0, key, 384, ED25519.length);
    return key;
  }

  private static String word(String request, String key) {
    for (String word : request.split(" ")) {
      if (word.startsWith(key + "=")) {
        return word.substring(key.length() + 1);
      }
    }
    return "";
  }

  private static String line(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("closed");
      }
      line.append((char) next);
    }
    return line.toString();
  }

  private static void say(Socket socket, String line) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  private void end(Socket socket) {
    sockets.remove(socket);
    sessions.values().forEach(session -> session.streams().remove(socket));
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes).replace('+', '-').replace('/', '~');
  }

  private static byte[] decode(String text) {
    return Base64.getDecoder().decode(text.replace('-', '+').replace('~', '/'));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base32(byte[] bytes) {
    StringBuilder bits = new StringBuilder();
    for (byte each : bytes) {
      bits.append(Integer.toBinaryString(each & 0xFF | 0x100).substring(1));
    }
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < bits.length(); at += 5) {
      String five = (bits.substring(at) + "0000").substring(0, 5);
      text.append("abcdefghijklmnopqrstuvwxyz234567".charAt(Integer.parseInt(five, 2)));
    }
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    server.close();
    sockets.forEach(this::end);
  }
}
