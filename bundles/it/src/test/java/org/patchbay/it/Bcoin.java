package org.patchbay.it;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * A bcoin node in a process of its own, driven by lines (see {@code src/test/node}). Installed by
 * npm on first use. Where it cannot be installed its tests are skipped with the reason; in CI they
 * fail.
 */
final class Bcoin implements AutoCloseable {
  private static final Path SOURCES = Path.of("src/test/node");
  private static final Path HOME = Path.of("target/bcoin");

  private final Process process;
  private final BufferedReader answers;
  private final Writer commands;
  private final int port;

  private Bcoin(Process process, int port) {
    this.process = process;
    this.port = port;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.commands = process.outputWriter(StandardCharsets.UTF_8);
  }

  static Bcoin start() throws IOException, InterruptedException {
    install();
    int port = freePort();
    Path log = HOME.resolve("stderr-" + port + ".log");
    ProcessBuilder builder =
        new ProcessBuilder("node", "bcoin-partner.js", String.valueOf(port))
            .directory(HOME.toFile())
            .redirectError(log.toFile());
    builder.environment().put("NODE_BACKEND", "js");
    Bcoin bcoin = new Bcoin(builder.start(), port);
    if (bcoin.answers.readLine() == null) {
      throw new IOException("bcoin did not start: " + Files.readString(log).strip());
    }
    return bcoin;
  }

  /** The required bits, by bcoin's rules, of sequences as {@code bcoin-bits.js} reads them. */
  static List<String> requiredBits(List<String> sequences)
      throws IOException, InterruptedException {
    install();
    Path questions = Files.write(HOME.resolve("sequences.txt"), sequences);
    Path answers = HOME.resolve("bits.txt");
    ProcessBuilder builder =
        new ProcessBuilder("node", "bcoin-bits.js")
            .directory(HOME.toFile())
            .redirectInput(questions.toFile())
            .redirectOutput(answers.toFile())
            .redirectError(HOME.resolve("stderr.log").toFile());
    builder.environment().put("NODE_BACKEND", "js");
    int exit = builder.start().waitFor();
    if (exit != 0) {
      throw new IOException(
          "bcoin ended with " + exit + ": " + Files.readString(HOME.resolve("stderr.log")).strip());
    }
    return Files.readAllLines(answers);
  }

  /** What bitcoind-rpc, a client for Node, gets from an RPC server: see {@code rpc-client.js}. */
  static Map<String, Object> rpcClient(String... arguments)
      throws IOException, InterruptedException {
    install();
    List<String> command = new ArrayList<>(List.of("node", "rpc-client.js"));
    command.addAll(List.of(arguments));
    Process client =
        new ProcessBuilder(command)
            .directory(HOME.toFile())
            .redirectError(HOME.resolve("stderr.log").toFile())
            .start();
    String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (client.waitFor() != 0) {
      throw new IOException(Files.readString(HOME.resolve("stderr.log")).strip());
    }
    return JSON.std.mapFrom(answer);
  }

  int port() {
    return port;
  }

  Tip tip() throws IOException {
    return tip(ask("tip"));
  }

  Tip mine(int blocks) throws IOException {
    return tip(ask("mine " + blocks));
  }

  /** Takes off {@code depth} blocks and mines {@code blocks} others in their place. */
  Tip reorganise(int depth, int blocks) throws IOException {
    return tip(ask("reorg " + depth + " " + blocks));
  }

  /** The block at a height of its chain, as it serves it. */
  byte[] block(int height) throws IOException {
    return HexFormat.of().parseHex((String) ask("block " + height).get("hex"));
  }

  /** A signed spend of the coinbase at a height to its own witness program; told to nobody. */
  Spend make(int height) throws IOException {
    return Spend.of(ask("make " + height));
  }

  /** As the other, to a script. */
  Spend make(int height, byte[] script) throws IOException {
    return Spend.of(ask("make " + height + " " + HexFormat.of().formatHex(script)));
  }

  /** Takes a transaction into its pool, against every rule it has, and announces it. */
  void send(byte[] transaction) throws IOException {
    ask("send " + HexFormat.of().formatHex(transaction));
  }

  /** Txids of its pool. */
  List<String> pool() throws IOException {
    return ((List<?>) ask("pool").get("txids")).stream().map(String.class::cast).toList();
  }

  boolean holds(String txid) {
    try {
      return pool().contains(txid);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isAt(Tip tip) {
    try {
      return tip().equals(tip);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void connectTo(int otherPort) throws IOException {
    ask("connect 127.0.0.1 " + otherPort);
  }

  List<Map<String, Object>> peers() throws IOException {
    return List.copyOf(JSON.std.listOfFrom(Map.class, line("peers"))).stream()
        .map(Bcoin::object)
        .toList();
  }

  private Map<String, Object> ask(String command) throws IOException {
    Map<String, Object> answer = JSON.std.mapFrom(line(command));
    if (answer.containsKey("error")) {
      throw new IOException("bcoin, asked \"" + command + "\": " + answer.get("error"));
    }
    return answer;
  }

  private String line(String command) throws IOException {
    commands.write(command + "\n");
    commands.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("bcoin ended while asked \"" + command + "\"");
    }
    return answer;
  }

  @Override
  public void close() {
    // Its memory is all it has: nothing is lost by ending it at once.
    process.destroyForcibly();
  }

  /** By one JVM at a time: tests may run in two. */
  private static synchronized void install() throws IOException, InterruptedException {
    Files.createDirectories(HOME);
    try (FileChannel channel =
        FileChannel.open(
            HOME.resolve("install.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock(); // until it is closed
      for (String script : List.of("bcoin-partner.js", "bcoin-bits.js", "rpc-client.js")) {
        copy(SOURCES.resolve(script), HOME.resolve(script));
      }
      fetch();
    }
  }

  /** What is as it should be may be running, and is left alone. */
  private static void copy(Path from, Path to) throws IOException {
    if (!Files.exists(to) || Files.mismatch(from, to) >= 0) {
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void fetch() throws IOException, InterruptedException {
    if (Files.isDirectory(HOME.resolve("node_modules/bcoin"))
        && Files.isDirectory(HOME.resolve("node_modules/bitcoind-rpc"))) {
      return;
    }
    Files.writeString(
        HOME.resolve("package.json"), Files.readString(SOURCES.resolve("package.json")));
    String problem;
    try {
      Process npm =
          new ProcessBuilder(
                  "npm",
                  "install",
                  "--ignore-scripts",
                  "--no-audit",
                  "--no-fund",
                  "--no-package-lock")
              .directory(HOME.toFile())
              .redirectErrorStream(true)
              .start();
      String output =
          new BufferedReader(new InputStreamReader(npm.getInputStream(), StandardCharsets.UTF_8))
              .lines()
              .reduce("", (all, next) -> all + " " + next);
      problem = npm.waitFor() == 0 ? null : "npm install failed:" + output;
    } catch (IOException e) {
      problem = "no npm on this machine: " + e.getMessage();
    }
    if (problem != null) {
      if ("true".equals(System.getenv("CI"))) {
        throw new IOException("bcoin cannot be installed: " + problem);
      }
      Assumptions.abort("bcoin cannot be installed: " + problem);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static Tip tip(Map<String, Object> answer) {
    return new Tip(((Number) answer.get("height")).intValue(), (String) answer.get("hash"));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(Object value) {
    return (Map<String, Object>) value;
  }

  /** A transaction and its id (display order). */
  record Spend(String txid, byte[] raw) {
    private static Spend of(Map<String, Object> answer) {
      return new Spend(
          (String) answer.get("txid"), HexFormat.of().parseHex((String) answer.get("hex")));
    }
  }

  /** Height and hash (display order) of the best block. */
  record Tip(int height, String hash) {}
}
