package org.patchbay.tor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same over sockets of loopback, with a thread for our side and the test for Tor's. */
@Timeout(30)
class ControlSocketTest {
  private static final String ONION = FakeTor.service(FakeTor.NEW_KEY) + ".onion:8333";

  @TempDir Path folder;
  private final FakeTor tor = new FakeTor();
  private final Noted noted = new Noted();
  private final AtomicReference<Throwable> escaped = new AtomicReference<>();
  private ControlSocket socket;
  private TorControl control;
  private Thread thread;

  private ServerSocket begin() throws IOException {
    ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    socket =
        new ControlSocket((InetSocketAddress) server.getLocalSocketAddress(), System::nanoTime);
    control =
        new TorControl(
            socket,
            System::nanoTime,
            (target, found) ->
                new Conversation(
                    new Conversation.Terms("", 8333, target),
                    new OnionKey(folder),
                    CookieFile::read,
                    () -> new byte[32],
                    found),
            noted,
            "there");
    control.target(Optional.of(new InetSocketAddress("127.0.0.1", 8334)));
    thread = new Thread(control, "control");
    thread.setUncaughtExceptionHandler((dead, thrown) -> escaped.set(thrown));
    thread.start();
    return server;
  }

  @AfterEach
  void end() throws InterruptedException {
    control.end();
    socket.end();
    thread.join();
    socket.close();
    assertEquals(null, escaped.get());
  }

  /** Answers so many lines, in two pieces each. */
  private void answer(Socket connection, int lines) throws IOException {
    tor.connected();
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
    for (int i = 0; i < lines; i++) {
      byte[] answer = tor.answer(in.readLine()).getBytes(StandardCharsets.ISO_8859_1);
      connection.getOutputStream().write(answer, 0, answer.length / 2);
      connection.getOutputStream().flush();
      connection
          .getOutputStream()
          .write(answer, answer.length / 2, answer.length - answer.length / 2);
    }
  }

  private void await(String told) throws InterruptedException {
    while (!noted.told.contains(told)) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aWholeConversationByTheCookieUntilItIsLost() throws Exception {
    tor.methods = "COOKIE,SAFECOOKIE";
    tor.cookieFile = folder.resolve("cookie");
    Files.write(tor.cookieFile, tor.cookie);
    try (ServerSocket server = begin()) {
      try (Socket connection = server.accept()) {
        answer(connection, 5);
        await("reached at " + ONION);
        connection.getOutputStream().write("650 EVENT\r\n".getBytes(StandardCharsets.US_ASCII));
      }
      await("no way");
    }
  }

  @Test
  void anotherTargetWakesTheConversation() throws Exception {
    try (ServerSocket server = begin();
        Socket connection = server.accept()) {
      answer(connection, 4);
      await("reached at " + ONION);
      control.target(Optional.empty());
      socket.wake();
      assertEquals(-1, connection.getInputStream().read());
      try (Socket again = server.accept()) {
        answer(again, 3);
      }
      assertFalse(tor.heard.subList(4, 7).toString().contains("ADD_ONION"));
    }
  }

  @Test
  void whoSaysALineWithoutEndIsClosed() throws Exception {
    try (ServerSocket server = begin();
        Socket connection = server.accept()) {
      connection.getOutputStream().write(new byte[100_001]);
      while (!control.finding().detail().contains("a line of more than 100000 bytes")) {
        Thread.onSpinWait();
      }
      assertEquals(List.of(), noted.told);
    }
  }

  @Test
  void theEndIsAtOnce() throws Exception {
    try (ServerSocket server = begin();
        Socket connection = server.accept()) {
      answer(connection, 4);
      await("reached at " + ONION);
      end();
      assertEquals("no way", noted.told.get(noted.told.size() - 1));
      assertEquals(-1, connection.getInputStream().read());
    }
  }
}
