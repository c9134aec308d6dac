package org.patchbay.launcher.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls of a scripted server, compared with what bitcoin-cli prints. */
class CliTest {
  @TempDir Path home;

  private final List<String> asked = new ArrayList<>();
  private HttpServer server;
  private int status = 200;
  private Runnable whenAsked = () -> {};
  private String answer = "{\"result\":null,\"error\":null,\"id\":\"1\"}";

  private record Ended(int code, String out, String err) {}

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String who = exchange.getRequestHeaders().getFirst("Authorization").substring(6);
          asked.add(
              new String(Base64.getDecoder().decode(who), StandardCharsets.UTF_8)
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                      .strip());
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          int now = status;
          whenAsked.run();
          exchange.sendResponseHeaders(now, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    Files.createDirectories(home.resolve("regtest"));
    Files.writeString(home.resolve("regtest/.cookie"), "__cookie__:abc\n");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private Ended cli(String... words) {
    return typed("", words);
  }

  private Ended typed(String stdin, String... words) {
    List<String> all = new ArrayList<>();
    all.add("-regtest");
    all.add("-rpcport=" + server.getAddress().getPort());
    all.addAll(List.of(words));
    return run(stdin, all.toArray(String[]::new));
  }

  private Ended run(String stdin, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Cli.run(
            words,
            home,
            new BufferedReader(new StringReader(stdin)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Ended(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void stringsArePrintedBareAndObjectsIndented() {
    answer = "{\"result\":\"00ff\",\"error\":null,\"id\":\"1\"}";
    assertEquals(new Ended(0, "00ff\n", ""), cli("getblockhash", "7"));
    assertEquals(
        "__cookie__:abc / {\"method\":\"getblockhash\",\"params\":[7],\"id\":\"1\"}", asked.get(0));
    answer = "{\"result\":{\"fee\":0.00001000},\"error\":null,\"id\":\"1\"}";
    assertEquals(new Ended(0, "{\n  \"fee\": 0.00001000\n}\n", ""), cli("getmempoolinfo"));
    answer = "{\"result\":null,\"error\":null,\"id\":\"1\"}";
    assertEquals(new Ended(0, "", ""), cli("clearbanned"));
  }

  @Test
  void anErrorsCodeIsTheExitCode() {
    status = 500;
    answer = "{\"result\":null,\"error\":{\"code\":-8,\"message\":\"Block height out of range\"}}";
    assertEquals(
        new Ended(8, "", "error code: -8\nerror message:\nBlock height out of range\n"),
        cli("getblockhash", "99"));
  }

  @Test
  void moreWordsComeFromStdinAndNamesFromNamed() {
    typed("7\n", "-stdin", "getblockhash");
    assertTrue(asked.get(0).contains("\"params\":[7]"), asked.get(0));
    cli("-named", "getblockhash", "height=7");
    assertTrue(asked.get(1).contains("\"params\":{\"height\":7}"), asked.get(1));
    typed("secret\n", "-rpcuser=alice", "-stdinrpcpass", "-rpcwallet=a b", "uptime");
    assertTrue(asked.get(2).startsWith("alice:secret /wallet/a%20b "), asked.get(2));
  }

  @Test
  void aMethodOfPatchbayIsAskedForWhatItTakes() {
    answer =
        "{\"result\":{\"methods\":[{\"name\":\"policy.use\",\"params\":[{\"name\":\"slot\","
            + "\"schema\":{\"type\":\"string\"}},{\"name\":\"count\",\"schema\":{\"type\":"
            + "\"number\"}}]}]},\"error\":null}";
    cli("policy.use", "7", "7");
    assertTrue(asked.get(0).contains("\"rpc.discover\""), asked.get(0));
    assertTrue(asked.get(1).contains("\"params\":[\"7\",7]"), asked.get(1));
  }

  @Test
  void aFileSaysWhereRpcIs() throws IOException {
    Files.writeString(
        home.resolve("bitcoin.conf"),
        "regtest=1\nrpcport=1\nrpcuser=alice\n[regtest]\nrpcpassword=secret\nrpcport="
            + server.getAddress().getPort()
            + "\n");
    PrintStream nowhere = new PrintStream(new ByteArrayOutputStream());
    BufferedReader nothing = new BufferedReader(new StringReader(""));
    assertEquals(0, Cli.run(new String[] {"uptime"}, home, nothing, nowhere, nowhere));
    assertTrue(asked.get(0).startsWith("alice:secret /"), asked.get(0));
    assertEquals(1, Cli.run(new String[] {"-signet", "uptime"}, home, nothing, nowhere, nowhere));
    assertEquals(
        1, Cli.run(new String[] {"-conf=wings", "uptime"}, home, nothing, nowhere, nowhere));
    assertEquals(1, asked.size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | '' | Authorization failed: Cookie file credentials were invalid",
        "403 | '' | server returned HTTP error 403",
        "503 | Work queue depth exceeded | Server response: Work queue depth exceeded",
        "200 | '' | no response from server",
        "200 | <html> | couldn't parse reply from server",
        "200 | 7 | expected reply to have result, error and id properties"
      })
  void whatIsNoAnswerIsSaid(int code, String body, String said) {
    status = code;
    answer = body;
    Ended ended = cli("uptime");
    assertEquals(1, ended.code());
    assertTrue(ended.err().startsWith("error: " + said), ended.err());
    assertEquals("", ended.out());
  }

  @Test
  void withoutAServerWhereItWasSoughtIsSaid() {
    int port = server.getAddress().getPort();
    server.stop(0);
    Ended ended = cli("uptime");
    assertEquals(1, ended.code());
    assertTrue(
        ended
            .err()
            .startsWith(
                "error: Error while attempting to communicate with server 127.0.0.1:"
                    + port
                    + " ("),
        ended.err());
  }

  @Test
  void aCookieThatWasWrittenMeanwhileIsReadAgain() throws IOException {
    Path cookie = home.resolve("regtest/.cookie");
    status = 401;
    answer = "";
    whenAsked =
        () -> {
          try {
            Files.writeString(cookie, "__cookie__:new");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          status = 200;
          answer = "{\"result\":\"ok\",\"error\":null}";
        };
    assertEquals(new Ended(0, "ok\n", ""), cli("uptime"));
    assertTrue(asked.get(0).startsWith("__cookie__:abc "), asked.get(0));
    assertTrue(asked.get(1).startsWith("__cookie__:new "), asked.get(1));
  }

  @Test
  void aCookieOfAnotherNetworkIsPointedAt() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    String hint = "In " + home + " is the cookie of another network's node: try -regtest.\n";
    Ended ended = run("", "-rpcport=" + port, "uptime");
    assertTrue(ended.err().contains("Make sure that a node of main runs"), ended.err());
    assertTrue(ended.err().contains(hint), ended.err());
    status = 401;
    answer = "";
    Files.createDirectories(home.resolve("signet"));
    Files.writeString(home.resolve("signet/.cookie"), "__cookie__:old");
    ended = run("", "-signet", "-rpcport=" + server.getAddress().getPort(), "uptime");
    assertEquals(
        "error: Authorization failed: Cookie file credentials were invalid and no rpcpassword was"
            + " specified.\n"
            + hint,
        ended.err());
    ended = run("", "-regtest", "-rpcport=" + port, "uptime");
    assertTrue(ended.err().contains("Make sure that a node of regtest runs"), ended.err());
    assertTrue(ended.err().contains("try -signet."), ended.err());
    Files.delete(home.resolve("signet/.cookie"));
    ended = run("", "-regtest", "-rpcport=" + port, "uptime");
    assertFalse(ended.err().contains("try -"), ended.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-wings | Error parsing command line arguments: Invalid parameter -wings",
        "-rpcport=0 uptime | error: Invalid port provided in -rpcport: 0",
        "-testnet uptime | error: Invalid combination of -regtest",
        "-chain=moon uptime | error: Invalid combination",
        "-named=1 | error: too few parameters (need at least command)"
      })
  void aWrongOptionIsNamed(String words, String said) {
    Ended ended = cli(words.split(" "));
    assertEquals(1, ended.code());
    assertTrue(ended.err().startsWith(said), ended.err());
  }

  @Test
  void anAnswerMayComeInChunks() throws IOException {
    String text =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x\r\nde\r\n0\r\n\r\n";
    assertEquals(
        new Http.Response(200, "abcde"),
        Http.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SSH-2.0 | the answer breaks off",
        "SSH-2.0\\n | the answer is no HTTP",
        "HTTP/1.1 200 OK\\nContent-Length: 999999999999\\n\\n | more than 536870912 bytes",
        "HTTP/1.1 200 OK\\nContent-Length: 5\\n\\nabc | the answer breaks off",
        "HTTP/1.1 200 OK\\nTransfer-Encoding: chunked\\n\\nx\\n | a chunk of \"x\" bytes"
      })
  void nonsenseIsRefusedBeforeMemoryIsTaken(String text, String said) {
    byte[] bytes = text.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8);
    IOException refused =
        assertThrows(IOException.class, () -> Http.read(new ByteArrayInputStream(bytes)));
    assertTrue(refused.getMessage().contains(said), refused.getMessage());
  }
}
