package org.patchbay.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A regtest node in a process of its own, from the distribution that the build left. */
final class ChildNode implements AutoCloseable {
  private static final Pattern LISTENING = Pattern.compile(" +listening +([\\d.]+):(\\d+)");

  private final Process process;
  private final Path folder;
  private final List<String> output = new CopyOnWriteArrayList<>();

  private ChildNode(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
    Thread reader = new Thread(this::read, "output of node " + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * With 256 MB of heap and no limit of the system's.
   *
   * @param settings {@code pid.key=value}, as of {@code --set}
   */
  static ChildNode start(Path folder, String... settings) throws IOException {
    return limited(folder, "256m", "true", settings);
  }

  /**
   * With limits; it ends when it runs out of memory.
   *
   * @param heap largest heap
   * @param before a shell command whose limits the node inherits, for example {@code ulimit -f 100}
   */
  static ChildNode limited(Path folder, String heap, String before, String... settings)
      throws IOException {
    return run(folder, heap, "-XX:+ExitOnOutOfMemoryError", before, settings);
  }

  /** With the heap that it has unless told, and as lasting as it is for its operators. */
  static ChildNode asShipped(Path folder, String... settings) throws IOException {
    return run(folder, "768m", "", "true", settings);
  }

  private static ChildNode run(
      Path folder, String heap, String options, String before, String... settings)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("sh", "-c", before + " && exec \"$@\"", "sh"));
    command.add(EmbeddedNode.home().resolve("bin/patchbay").toString());
    command.addAll(List.of("--network", "regtest", "--listen", "127.0.0.1:0", "--no-shell"));
    command.addAll(List.of("--data", folder.toString()));
    // Core's port of RPC may be another node's.
    command.addAll(List.of("--set", "patchbay.rpc.listen=127.0.0.1:0"));
    // The peers that tests script speak plainly, and do not hang up on what they cannot read.
    command.addAll(List.of("--set", "patchbay.transport.v2=false"));
    for (String setting : settings) {
      command.add("--set");
      command.add(setting);
    }
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PATCHBAY_HEAP", heap);
    builder.environment().put("PATCHBAY_JAVA_OPTS", options);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return new ChildNode(builder.start(), folder);
  }

  private void read() {
    try (BufferedReader reader = process.inputReader()) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        output.add(line);
      }
    } catch (IOException e) {
      output.add("the output broke off: " + e);
    }
  }

  /** Where it listens; waits until it says so. */
  InetSocketAddress address() {
    EmbeddedNode.await("the node says where it listens", () -> listening() != null || !alive());
    InetSocketAddress address = listening();
    if (address == null) {
      throw new AssertionError("the node ended: " + output());
    }
    return address;
  }

  private InetSocketAddress listening() {
    for (String line : output) {
      Matcher matcher = LISTENING.matcher(line);
      if (matcher.lookingAt()) {
        return new InetSocketAddress(matcher.group(1), Integer.parseInt(matcher.group(2)));
      }
    }
    return null;
  }

  boolean alive() {
    return process.isAlive();
  }

  /** What it said on its terminal. */
  String output() {
    return String.join("\n", output);
  }

  /** Its log file so far. */
  String log() throws IOException {
    Path log = folder.resolve("log/patchbay.log");
    return Files.exists(log) ? Files.readString(log) : "";
  }

  void awaitLog(String text) throws IOException {
    try {
      EmbeddedNode.await("\"" + text + "\" in the log", () -> logged(text));
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "\n" + output() + "\n" + log(), e);
    }
  }

  private boolean logged(String text) {
    try {
      return log().contains(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Objects of a class. */
  record Live(long instances, long bytes) {}

  /**
   * What is live in it after a collection.
   *
   * @param type name of a class; {@code Total} for all
   */
  Live live(String type) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin/jcmd");
    String pid = Long.toString(process.pid());
    try {
      Process asking = new ProcessBuilder(jcmd.toString(), pid, "GC.class_histogram").start();
      try (BufferedReader lines = asking.inputReader()) {
        return lines
            .lines()
            .map(line -> line.strip().split(" +"))
            .filter(words -> List.of(words).contains(type))
            .map(words -> new Live(Long.parseLong(words[1]), Long.parseLong(words[2])))
            .findFirst()
            .orElse(new Live(0, 0));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Resident bytes; -1 where the system does not tell. */
  long resident() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.exists(status)) {
      return -1;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElse(-1L);
  }

  /** As {@code kill -9}: nothing it had in mind is written. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** As SIGTERM; answers the exit code. */
  int stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      throw new AssertionError("did not stop within 10 s: " + output());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    kill();
  }
}
