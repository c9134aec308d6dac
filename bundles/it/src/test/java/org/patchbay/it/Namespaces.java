package org.patchbay.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Two network namespaces with a line between them that is as bad as a test wants it. */
final class Namespaces implements AutoCloseable {
  static final String NEAR = "10.77.0.1";
  static final String FAR = "10.77.0.2";
  private static final long SECONDS = 20;

  private final String near = "patchbay-a" + ProcessHandle.current().pid();
  private final String far = "patchbay-b" + ProcessHandle.current().pid();

  /** Why there cannot be any here; empty when there can. */
  static Optional<String> obstacle() {
    String name = "patchbay-try" + ProcessHandle.current().pid();
    try {
      for (String tool : List.of("ip", "tc")) {
        if (exit(List.of(tool, "-V")).isPresent()) {
          return Optional.of(tool + " does not run (Debian's package iproute2)");
        }
      }
      Optional<String> refused = exit(List.of("ip", "netns", "add", name));
      exit(List.of("ip", "netns", "del", name));
      return refused.map(why -> "network namespaces are not allowed here: " + why);
    } catch (IOException absent) {
      return Optional.of("ip and tc are not installed (Debian's package iproute2)");
    }
  }

  Namespaces() throws IOException {
    run("ip netns add " + near);
    run("ip netns add " + far);
    run("ip link add line netns " + near + " type veth peer name line netns " + far);
    for (String each : List.of(near, far)) {
      String address = each.equals(near) ? NEAR : FAR;
      run("ip -n " + each + " address add " + address + "/24 dev line");
      run("ip -n " + each + " link set line up");
      run("ip -n " + each + " link set lo up");
    }
  }

  /**
   * 1 Mbit/s from now on, and where the kernel has netem 100 ms each way and 2 % of the packets
   * lost.
   *
   * @return whether it has netem
   */
  boolean bad() throws IOException {
    boolean netem = exit(words(shape(near, "netem delay 100ms loss 2% rate 1mbit"))).isEmpty();
    if (netem) {
      run(shape(far, "netem delay 100ms loss 2% rate 1mbit"));
    } else {
      for (String each : List.of(near, far)) {
        run(shape(each, "tbf rate 1mbit burst 4000 latency 400ms"));
      }
    }
    return netem;
  }

  /** Nothing passes from now on; neither end is told. */
  void cut() throws IOException {
    run("ip -n " + near + " link set line down");
  }

  void mend() throws IOException {
    run("ip -n " + near + " link set line up");
  }

  private static String shape(String namespace, String discipline) {
    return "tc -n " + namespace + " qdisc replace dev line root " + discipline;
  }

  private static List<String> words(String command) {
    return List.of(command.split(" "));
  }

  /** Goes before a command that is to run at the near end. */
  List<String> near() {
    return List.of("ip", "netns", "exec", near);
  }

  /** Goes before a command that is to run at the far end. */
  List<String> far() {
    return List.of("ip", "netns", "exec", far);
  }

  private static void run(String command) throws IOException {
    Optional<String> failure = exit(words(command));
    if (failure.isPresent()) {
      throw new IOException(command + ": " + failure.get());
    }
  }

  /** Runs it; answers what it said when it failed. */
  private static Optional<String> exit(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(new ArrayList<>(command)).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.of("no end after " + SECONDS + " s");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return process.exitValue() == 0 ? Optional.empty() : Optional.of(said.strip());
  }

  @Override
  public void close() throws IOException {
    IOException failed = null;
    for (String each : List.of(near, far)) {
      try {
        run("ip netns del " + each);
      } catch (IOException e) {
        failed = e;
      }
    }
    if (failed != null) {
      throw failed;
    }
  }
}
