package org.patchbay.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.health.HealthCheck.Severity;
import org.patchbay.api.rpc.RpcMethod;
import org.patchbay.api.rpc.Shape;
import org.patchbay.wire.Network;

/** Who is heard, and what HTTP he gets back. */
class RpcServerTest {
  private static final String ECHO = "{\"method\":\"echo\",\"id\":1}";
  private static final String OK = "{\"result\":[],\"error\":null,\"id\":1}\n";

  @TempDir Path folder;

  @Test
  void strangersGetTheStatusOfBitcoind() throws IOException {
    try (Served served = Served.withControl(folder)) {
      Served.Got none = served.post(ECHO, "X: y");
      assertEquals(401, none.status());
      assertTrue(none.head().contains("www-authenticate: Basic realm=\"jsonrpc\""), none.head());
      assertEquals("", none.body());
      for (String pair : new String[] {"u:wrong", "u", "u:", ":p", "v:p", "U:p"}) {
        assertEquals(401, served.post(ECHO, "Authorization: " + Served.proof(pair)).status(), pair);
      }
      assertEquals(401, served.post(ECHO, "Authorization: Basic !!!").status());
      assertEquals(401, served.post(ECHO, "Authorization: Bearer dTpw").status());
    }
  }

  @Test
  void methodsAndPathsGetTheStatusOfBitcoind() throws IOException {
    try (Served served = Served.withControl(folder)) {
      for (String method : new String[] {"GET", "PUT"}) {
        Served.Got got = line(served, method + " / HTTP/1.1");
        assertEquals(405, got.status());
        assertEquals("JSONRPC server handles only POST requests", got.body());
      }
      assertEquals(405, line(served, "HEAD / HTTP/1.1").status());
      for (String method : new String[] {"DELETE", "OPTIONS", "CONNECT"}) {
        Served.Got got = line(served, method + " / HTTP/1.1");
        assertEquals(405, got.status(), method);
        assertEquals("", got.body());
      }
      for (String path : new String[] {"/x", "/?a=1", "//", "/wallet/x"}) {
        assertEquals(404, line(served, "POST " + path + " HTTP/1.1").status(), path);
      }
      assertEquals(OK, line(served, "POST / HTTP/1.0").body());
    }
  }

  private static Served.Got line(Served served, String line) throws IOException {
    return served.raw(
        Served.request(line, ECHO, "Connection: close", "Authorization: " + Served.PROOF));
  }

  @Test
  void pagesOfABrowserAreRefused() throws IOException {
    try (Served served = Served.withControl(folder)) {
      for (String origin : new String[] {"http://evil.example", "null", "http://127.0.0.1:18443"}) {
        Served.Got got = served.post(ECHO, "Authorization: " + Served.PROOF, "Origin: " + origin);
        assertEquals(403, got.status(), origin);
      }
      assertEquals(
          OK,
          served.post(ECHO, "Authorization: " + Served.PROOF, "Content-Type: text/plain").body());
    }
  }

  @Test
  void whatIsNoHttpIsRefused() throws IOException {
    try (Served served = Served.withControl(folder)) {
      assertEquals(400, served.raw("hello\r\n\r\n").status());
      assertEquals(400, served.raw("POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n").status());
      assertEquals(
          400, served.raw("POST / HTTP/1.1\r\nA: " + "x".repeat(9_000) + "\r\n\r\n").status());
      assertEquals(
          413, served.raw("POST / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n").status());
      assertEquals(
          400,
          served
              .raw(
                  "POST / HTTP/1.1\r\nAuthorization: "
                      + Served.PROOF
                      + "\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")
              .status());
    }
  }

  @Test
  void chunkedBodiesAreBounded() throws IOException {
    try (Served served =
        new Served(folder, "user", "u", "password", "p", "max.body.megabytes", 1)) {
      String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
      Served.Got got =
          served.raw(
              "POST / HTTP/1.1\r\nAuthorization: "
                  + Served.PROOF
                  + "\r\nTransfer-Encoding: chunked\r\n\r\n"
                  + chunk.repeat(17));
      assertEquals(413, got.status());
    }
  }

  @Test
  void oneConnectionServesManyRequests() throws IOException {
    try (Served served = Served.withControl(folder);
        Socket socket = served.connect()) {
      String one =
          Served.request("POST / HTTP/1.1", ECHO, "A: b", "Authorization: " + Served.PROOF);
      String last =
          Served.request(
              "POST / HTTP/1.1", ECHO, "Connection: close", "Authorization: " + Served.PROOF);
      // All at once: a caller may send the next before he has the answer.
      socket.getOutputStream().write((one + one + last).getBytes(StandardCharsets.UTF_8));
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(3, all.split(java.util.regex.Pattern.quote(OK), -1).length - 1, all);
    }
  }

  @Test
  void bodiesOfStrangersAreNotHeldAndTheirConnectionStays() throws IOException {
    try (Served served = Served.withControl(folder);
        Socket socket = served.connect()) {
      String stranger = Served.request("POST / HTTP/1.1", " ".repeat(1 << 20), "A: b");
      socket.getOutputStream().write(stranger.getBytes(StandardCharsets.UTF_8));
      InputStream in = socket.getInputStream();
      assertTrue(head(in).startsWith("HTTP/1.1 401 "));
      socket
          .getOutputStream()
          .write(
              Served.request("POST / HTTP/1.1", ECHO, "A: b", "Authorization: " + Served.PROOF)
                  .getBytes(StandardCharsets.UTF_8));
      assertTrue(head(in).startsWith("HTTP/1.1 200 "));
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      assertTrue(next >= 0, () -> "closed after " + head);
      head.append((char) next);
    }
    return head.toString();
  }

  @Test
  void theCookieIsTheOwnersAloneAndGoesAtTheEnd() throws IOException {
    Path cookie = folder.resolve(".cookie");
    try (Served served = new Served(folder)) {
      served.add(yes("yes"));
      assertEquals(
          "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(cookie)));
      String pair = Files.readString(cookie);
      assertTrue(pair.matches("__cookie__:[0-9a-f]{64}"), pair);
      assertEquals(
          200,
          served.post("{\"method\":\"yes\"}", "Authorization: " + Served.proof(pair)).status());
    }
    assertFalse(Files.exists(cookie));
  }

  @Test
  void aCookieOfAnotherRunStays() throws IOException {
    Path cookie = folder.resolve(".cookie");
    try (Served served = new Served(folder)) {
      assertFalse(served.server.addresses().isEmpty());
      Files.writeString(cookie, "__cookie__:of another run");
    }
    assertTrue(Files.exists(cookie));
  }

  @Test
  void usersAreThoseOfRpcauth() throws IOException {
    // As Bitcoin Core's rpcauth.py makes it of alice and this password.
    String entry =
        "alice:f887d522394265fcedcea6047577104b$"
            + "040287251822311a814eb7c96fe875f9f61f58d2a8800c706fc853078f3a247b";
    try (Served served = new Served(folder, "auth", new String[] {entry})) {
      served.add(yes("yes"));
      assertEquals(
          200,
          served
              .post("{\"method\":\"yes\"}", "Authorization: " + Served.proof("alice:pässword"))
              .status());
      assertEquals(
          401,
          served
              .post("{\"method\":\"yes\"}", "Authorization: " + Served.proof("alice:password"))
              .status());
    }
    assertEquals(Optional.empty(), new RpcCheck().refusal("auth", entry));
    String refusal = new RpcCheck().refusal("auth", "alice:secret").orElseThrow();
    assertFalse(refusal.contains("secret"), refusal);
  }

  @Test
  void theWhitelistSaysWhoMayCallWhat() throws IOException {
    try (Served served =
        new Served(
            folder,
            "auth",
            new String[] {RpcAuth.of("a", "1"), RpcAuth.of("b", "1"), RpcAuth.of("c", "1")},
            "whitelist",
            new String[] {"a:yes+other", "a:yes+third", "b:"})) {
      served.add(yes("yes"), yes("other"));
      assertEquals(200, as(served, "a", "{\"method\":\"yes\"}"));
      assertEquals(403, as(served, "a", "{\"method\":\"other\"}"));
      assertEquals(403, as(served, "a", "{\"jsonrpc\":\"2.0\",\"method\":\"other\"}"));
      assertEquals(403, as(served, "a", "[{\"method\":\"yes\"},{\"method\":\"other\"}]"));
      assertEquals(200, as(served, "a", "[{\"method\":\"yes\"}]"));
      assertEquals(400, as(served, "a", "[1]"));
      assertEquals(403, as(served, "b", "{\"method\":\"yes\"}"));
      assertEquals(403, as(served, "c", "{\"method\":\"yes\"}"));
    }
  }

  private static int as(Served served, String user, String body) throws IOException {
    return served.post(body, "Authorization: " + Served.proof(user + ":1")).status();
  }

  private static RpcMethod yes(String name) {
    return RpcMethod.named(name, "test").returns(Shape.bool("")).answers(call -> true);
  }

  @Test
  void whileTheNodeStartsCallsAreTold() throws IOException {
    try (Served served = Served.withControl(folder)) {
      served.busy.set(Optional.of("Loading block index…"));
      Served.Got got = served.post(ECHO);
      assertEquals(500, got.status());
      assertEquals(
          "{\"result\":null,\"error\":{\"code\":-28,\"message\":\"Loading block index…\"},\"id\":1}\n",
          got.body());
      served.busy.set(Optional.empty());
      assertEquals(OK, served.post(ECHO).body());
    }
  }

  @Test
  void beyondTheQueueCallersAreTurnedAway() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    try (Served served =
        new Served(folder, "user", "u", "password", "p", "threads", 1, "queue", 1)) {
      served.add(
          RpcMethod.named("slow", "test")
              .returns(Shape.none())
              .answers(
                  call -> {
                    begun.countDown();
                    assertTrue(await(end));
                    return null;
                  }));
      String slow = "{\"method\":\"slow\"}";
      CompletableFuture<Integer> first = later(served, slow);
      assertTrue(begun.await(10, TimeUnit.SECONDS));
      CompletableFuture<Integer> second = later(served, slow);
      while (served.server.waiting() == 0) {
        Thread.onSpinWait();
      }
      Served.Got third = served.post(slow);
      assertEquals(503, third.status());
      assertEquals("Work queue depth exceeded", third.body());
      end.countDown();
      assertEquals(200, first.get(10, TimeUnit.SECONDS));
      assertEquals(200, second.get(10, TimeUnit.SECONDS));
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  private static CompletableFuture<Integer> later(Served served, String body) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return served.post(body).status();
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
  }

  @Test
  void aPortThatIsTakenIsAFindingAndNoEnd() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress());
        Served served = new Served(folder)) {
      served.server.configure(
          RpcSettings.of(
              Served.config("listen", new String[] {"127.0.0.1:" + taken.getLocalPort()}),
              Network.REGTEST));
      assertEquals(Severity.WARNING, served.server.finding().severity());
      assertTrue(served.server.finding().detail().contains("" + taken.getLocalPort()));
      assertFalse(Files.exists(folder.resolve(".cookie")), "a cookie that leads nowhere");
    }
  }

  @Test
  void beyondThisMachineNobodyIsHeardUnlessAllowed() throws IOException {
    RpcSettings closed =
        RpcSettings.of(
            Served.config("listen", new String[] {"0.0.0.0", "[::1]:0"}), Network.REGTEST);
    assertEquals(1, closed.listen().size());
    assertEquals(18443, closed.refused().get(0).getPort());
    RpcSettings open =
        RpcSettings.of(
            Served.config("listen", new String[] {"0.0.0.0"}, "allow", new String[] {"10.0.0.0/8"}),
            Network.REGTEST);
    assertTrue(open.guests().may(new InetSocketAddress("10.1.2.3", 1)));
    assertTrue(open.guests().may(new InetSocketAddress("127.3.2.1", 1)));
    assertTrue(open.guests().may(new InetSocketAddress("::1", 1)));
    assertFalse(open.guests().may(new InetSocketAddress("11.1.2.3", 1)));
  }

  @Test
  void aChangeIsInForceWithoutARestart() throws IOException {
    try (Served served = Served.withControl(folder)) {
      int port = served.server.addresses().get(0).getPort();
      served.server.configure(
          RpcSettings.of(Served.config("user", "v", "password", "q"), Network.REGTEST));
      assertEquals(port, served.server.addresses().get(0).getPort());
      assertEquals(401, served.post(ECHO).status());
      assertEquals(OK, served.post(ECHO, "Authorization: " + Served.proof("v:q")).body());
    }
  }
}
