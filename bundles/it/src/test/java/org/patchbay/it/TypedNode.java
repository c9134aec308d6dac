package org.patchbay.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A regtest node in a process of its own whose shell the test types into. */
final class TypedNode implements AutoCloseable {
  private static final String END = "that-was-it";

  private final Process process;
  private final Writer keyboard;
  private final List<String> output = new CopyOnWriteArrayList<>();

  /**
   * Starts it.
   *
   * @param before what goes before the command, for example a change of namespace
   */
  TypedNode(List<String> before, Path folder, String... options) throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(EmbeddedNode.home().resolve("bin/patchbay").toRealPath().toString());
    command.addAll(List.of("--network", "regtest", "--data", folder.toString()));
    command.addAll(List.of("--set", "patchbay.rpc.listen=127.0.0.1:0"));
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PATCHBAY_HEAP", "256m");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    process = builder.start();
    keyboard = process.outputWriter();
    Thread reader = new Thread(this::read, "output of node " + process.pid());
    reader.setDaemon(true);
    reader.start();
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

  /** Waits for the screen that it prints once it runs. */
  void awaitStart() {
    EmbeddedNode.await("the node runs", Duration.ofSeconds(60), () -> text(0).contains("  next "));
  }

  boolean alive() {
    return process.isAlive();
  }

  /** What a command shows, or nothing where the node ended over it. */
  String attempt(String command) {
    int from = output.size();
    try {
      keyboard.write(command + "\necho " + END + "\n");
      keyboard.flush();
    } catch (IOException e) {
      return ""; // The other end is gone.
    }
    EmbeddedNode.await(command, () -> !alive() || text(from).contains(END));
    String shown = text(from);
    return shown.contains(END) ? shown : "";
  }

  /** What a command shows. */
  String screen(String command) throws IOException {
    int from = output.size();
    keyboard.write(command + "\necho " + END + "\n");
    keyboard.flush();
    EmbeddedNode.await(() -> command + " shows: " + text(0), () -> text(from).contains(END));
    return text(from);
  }

  private String text(int from) {
    return output.stream().skip(from).collect(Collectors.joining("\n"));
  }

  /** Asks again and again until the screen shows it; answers the screen. */
  String awaitScreen(String command, Duration patience, Predicate<String> shows) {
    String[] screen = {""};
    try {
      EmbeddedNode.await(command, patience, () -> shows.test(screen[0] = asked(command)));
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + ":\n" + screen[0], e);
    }
    return screen[0];
  }

  private String asked(String command) {
    try {
      return screen(command);
    } catch (IOException e) {
      throw new AssertionError(text(0), e);
    }
  }

  @Override
  public void close() {
    kill();
  }

  /** As {@code kill -9}. */
  void kill() {
    // The process that changes the namespace becomes the node.
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }
}
