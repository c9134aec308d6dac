package org.patchbay.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A node as a user starts it: {@code bin/patchbay} in a process of its own, nothing to type. */
final class NodeProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern LISTENING =
      Pattern.compile("^ +listening +\\S*?127\\.0\\.0\\.1:(\\d+)", Pattern.MULTILINE);

  private final Process process;
  private final Path out;
  private final Path err;
  private final long started = System.nanoTime();

  private NodeProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Runs it with these options; its output goes to files in {@code folder}. */
  static NodeProcess run(Path folder, List<String> options) throws IOException {
    return runIn(Path.of(""), folder, options);
  }

  /** The same with another working folder. */
  static NodeProcess runIn(Path work, Path folder, List<String> options) throws IOException {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    List<String> command = new ArrayList<>();
    command.add(EmbeddedNode.home().resolve("bin/patchbay").toRealPath().toString());
    command.addAll(options);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(work.toAbsolutePath().toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    process.getOutputStream().close();
    return new NodeProcess(process, out, err);
  }

  /** Its port, from the screen that it prints; waits for that screen. */
  InetSocketAddress address() {
    EmbeddedNode.await(
        "the screen: " + out,
        PATIENCE,
        () -> {
          if (!process.isAlive()) {
            throw new AssertionError("ended with " + process.exitValue() + ": " + err());
          }
          return out().contains("\n  next ");
        });
    Matcher listening = LISTENING.matcher(out());
    if (!listening.find()) {
      throw new AssertionError("no listening address on the screen:\n" + out());
    }
    return new InetSocketAddress("127.0.0.1", Integer.parseInt(listening.group(1)));
  }

  /** Waits until it said something on stderr. */
  void awaitError(String text) {
    EmbeddedNode.await(text + " in " + err, PATIENCE, () -> err().contains(text));
  }

  /** Milliseconds since it was started. */
  long age() {
    return (System.nanoTime() - started) / 1_000_000;
  }

  /** Waits for its end; answers the exit code. */
  int exit() throws InterruptedException {
    return exit(PATIENCE);
  }

  int exit(Duration patience) throws InterruptedException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("did not end within " + patience.toSeconds() + " s");
    }
    return process.exitValue();
  }

  void terminate() {
    process.destroy();
  }

  /** As {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  String out() {
    return text(out);
  }

  String err() {
    return text(err);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
