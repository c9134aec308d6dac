package org.patchbay.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.framework.BundleException;
import org.patchbay.launcher.kit.KitRepository;
import org.patchbay.launcher.kit.NewPolicy;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** The process: options, one node, and an exit code that says how it ended. */
public final class Main {
  private static final int STOPPED = 0;
  private static final int FAILED = 1;
  private static final int REFUSED = 2;
  private static final int EXHAUSTED = 3;

  /** The shell comes last, when there is something to show. */
  private static final int SHELL_LEVEL = 30;

  /** How long a start that is called off may take to come to its end. */
  private static final long SETTLE_MILLIS = 1_500;

  private final AtomicInteger exit = new AtomicInteger(STOPPED);
  private final AtomicReference<NodeFramework> running = new AtomicReference<>();
  private final AtomicReference<PidFile> pid = new AtomicReference<>();
  private final AtomicReference<Logs> logs = new AtomicReference<>();
  private final CountDownLatch settled = new CountDownLatch(1);
  private final Thread starter = Thread.currentThread();
  private volatile boolean ending;

  private Main() {}

  /**
   * Runs a node until it is stopped: exit 0; 1 when it cannot run; 2 when it was asked wrongly; 3
   * when its heap stays full.
   */
  public static void main(String[] args) {
    Main main = new Main();
    // First of all: a signal that comes while the node starts stops it as cleanly as one later.
    Runtime.getRuntime().addShutdownHook(new Thread(main::end, "stop"));
    try {
      main.exit.set(main.run(args));
    } catch (InterruptedException e) {
      main.exit.set(main.ending ? STOPPED : FAILED);
    } catch (CalledOff e) {
      main.exit.set(STOPPED);
    } catch (IOException | BundleException | RuntimeException | Error e) {
      // Felix's threads are no daemons: without an exit a failed main leaves an idle process.
      main.exit.set(main.ending ? STOPPED : report(e));
    }
    main.settled.countDown();
    System.exit(main.exit.get());
  }

  private int run(String[] args) throws IOException, BundleException, InterruptedException {
    Path home = Path.of(System.getProperty("patchbay.home", "."));
    if (args.length > 0 && args[0].equals("replay")) {
      return replay(home, Arrays.copyOfRange(args, 1, args.length));
    }
    List<String> available = new Distribution(home).features();
    Options options = new Options();
    CommandLine line = new CommandLine(options);
    line.addSubcommand(new NewPolicy());
    try {
      CommandLine.ParseResult parsed = line.parseArgs(options.withoutCoreWords(args));
      if (parsed.hasSubcommand()) {
        return make(home, parsed.subcommand().commandSpec().commandLine());
      }
      if (line.isUsageHelpRequested()) {
        line.usage(System.out);
        return STOPPED;
      }
      if (line.isVersionHelpRequested()) {
        System.out.println("patchbay " + Version.full());
        return STOPPED;
      }
      options.readCore(home);
      options.check(line, available);
      options.noShell |= "none".equals(System.getProperty("patchbay.input"));
    } catch (CommandLine.ParameterException e) {
      System.err.println("patchbay: " + e.getMessage());
      System.err.println("patchbay: --help lists the options");
      return REFUSED;
    }
    serve(home, options, available);
    return STOPPED;
  }

  private static int replay(Path home, String[] args)
      throws IOException, BundleException, InterruptedException {
    try {
      return ReplayTool.run(home, args, System.out) ? STOPPED : FAILED;
    } catch (CommandLine.ParameterException e) {
      System.err.println("patchbay: " + e.getMessage());
      System.err.println("patchbay: replay --help lists the options");
      return REFUSED;
    }
  }

  private static int make(Path home, CommandLine line) throws IOException {
    if (line.isUsageHelpRequested()) {
      line.usage(System.out);
    } else {
      NewPolicy command = line.getCommand();
      command.run(Path.of(""), new KitRepository(home, Version.full()), System.out);
    }
    return STOPPED;
  }

  private void serve(Path home, Options options, List<String> available)
      throws IOException, BundleException, InterruptedException {
    Path data = options.data == null ? home : options.data;
    NodeFolder folder = NodeFolder.open(data, home.resolve("defaults"));
    pid.set(PidFile.write(folder.root().resolve(options.pid), ProcessHandle.current().pid()));
    Exhaustion.watch(EXHAUSTED);
    logs.set(Logs.open(folder.root().resolve("log").resolve("patchbay.log")));
    if (options.noShell) {
      logs.get().reopenOnHangup(); // With a shell of its own it means that the terminal is gone.
    }
    options.notes.forEach(LoggerFactory.getLogger(Main.class)::info);
    NodeFramework node =
        NodeFramework.start(
            home, folder, options.chosen(available), options.overrides(folder.root()));
    running.set(node);
    settled.countDown();
    if (ending) {
      return;
    }
    StartReport.print(node.framework().getBundleContext(), System.out);
    if (!options.noShell) {
      node.reach(SHELL_LEVEL);
    }
    node.framework().waitForStop(0);
  }

  /** A signal ends here too: stop cleanly, and say with the exit code that it was clean. */
  private void end() {
    int code = exit.get(); // what main makes of a node that stops under it does not count
    ending = true;
    if (running.get() == null) {
      callOff();
    }
    NodeFramework node = running.get();
    boolean clean = (node == null || node.stop()) & forgetPid();
    Logs log = logs.get();
    if (log != null) {
      log.close();
    }
    Runtime.getRuntime().halt(clean ? code : FAILED);
  }

  /** Ends a start that is under way; what it has made by then is left as a kill would leave it. */
  private void callOff() {
    starter.interrupt();
    try {
      settled.await(SETTLE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean forgetPid() {
    PidFile file = pid.get();
    try {
      if (file != null) {
        file.close();
      }
      return true;
    } catch (IOException e) {
      System.err.println("patchbay: the pid file stays: " + e);
      return false;
    }
  }

  private static int report(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof IllegalArgumentException) {
        System.err.println("patchbay: " + cause.getMessage());
        return REFUSED;
      }
    }
    System.err.println("patchbay: cannot run: " + reason(thrown));
    return FAILED;
  }

  private static String reason(Throwable thrown) {
    Throwable cause = thrown.getCause();
    String message = thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
    return cause == null || message.contains(String.valueOf(cause.getMessage()))
        ? message
        : message + ": " + reason(cause);
  }
}
