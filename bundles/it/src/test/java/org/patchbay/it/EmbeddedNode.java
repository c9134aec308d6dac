package org.patchbay.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.api.node.Node;
import org.patchbay.api.node.Settings;
import org.patchbay.api.peer.PeerView;
import org.patchbay.launcher.NodeFramework;

/** A whole node in a real Felix inside the test's JVM, started from the distribution's features. */
final class EmbeddedNode implements AutoCloseable {
  /** For a node that dials peers which answer to what they do not know instead of hanging up. */
  static final String PLAIN = "patchbay.transport/v2=false";

  /** What a node has unless told, besides the base, the shell and the lab. */
  static final List<String> FEATURES = List.of("node", "policies", "vitals");

  /** What the test's own jars need, which register by hand and misbehave on purpose. */
  static final String ALLOWED =
      String.join(
          ",",
          "com.example.*:org.osgi.framework.*",
          "com.example.*:java.lang.Class",
          "com.example.*:java.lang.reflect.Constructor",
          "com.example.*:java.lang.System#setProperty",
          "com.example.*:java.lang.Thread");

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final NodeFramework framework;
  private final Path folder;

  private EmbeddedNode(NodeFramework framework, Path folder) {
    this.framework = framework;
    this.folder = folder;
  }

  /** A regtest node that listens on a loopback port of the system's choice. */
  static EmbeddedNode start(Path folder, String... settings) {
    return start(folder, FEATURES, settings);
  }

  /**
   * A node of chosen features besides {@code base}.
   *
   * @param settings {@code pid/key=value}, as from the command line
   */
  static EmbeddedNode start(Path folder, List<String> features, String... settings) {
    List<String> all = new ArrayList<>(List.of("patchbay.engine/listen=127.0.0.1:0"));
    all.addAll(List.of(settings));
    return launch(folder, features, all);
  }

  /** A regtest node that listens where the files of its folder say. */
  static EmbeddedNode startAsConfigured(Path folder) {
    return launch(folder, FEATURES, List.of());
  }

  private static EmbeddedNode launch(Path folder, List<String> features, List<String> settings) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("felix.fileinstall.poll", "100");
    properties.put("patchbay.override/patchbay.node/network", "regtest");
    properties.put("patchbay.override/patchbay.node/data", folder.toString());
    properties.put("patchbay.override/patchbay.tor/enabled", "false");
    properties.put("patchbay.default/patchbay.deploy/allow", ALLOWED);
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      properties.put(
          "patchbay.override/" + setting.substring(0, equals), setting.substring(equals + 1));
    }
    List<String> all = new ArrayList<>(List.of("base"));
    all.addAll(features);
    try {
      return new EmbeddedNode(NodeFramework.start(home(), folder, all, properties), folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (BundleException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The unpacked distribution that the build left. */
  static Path home() throws IOException {
    try (Stream<Path> built = Files.list(Path.of("../../launcher/target"))) {
      return built
          .filter(path -> path.getFileName().toString().startsWith("patchbay-"))
          .filter(Files::isDirectory)
          .findFirst()
          .orElseThrow(() -> new IOException("no distribution in launcher/target: run package"));
    }
  }

  Node node() {
    return service(Node.class);
  }

  Chain chain() {
    return service(Chain.class);
  }

  Blocks blocks() {
    return service(Blocks.class);
  }

  Mempool mempool() {
    return service(Mempool.class);
  }

  /** Whether its pool holds the transaction with a txid (display order). */
  boolean holds(String txid) {
    return mempool().snapshot().stream()
        .anyMatch(entry -> entry.transaction().txid().toString().equals(txid));
  }

  /** Waits until its last connected block is that one (display order). */
  void awaitBlock(int height, String hash) {
    await(
        () -> "block " + height + " connected, but " + standing(),
        () -> blocks().tip().hash().toString().equals(hash));
  }

  /** How its chain and its peers stand, for the message of a test that fails. */
  String standing() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%d connected, header %d, wanted from %d%s%s, %d in the pool"
            .formatted(
                blocks().tip().height(),
                chain().tip().height(),
                blocks().wantedFrom(),
                blocks().initialDownload() ? ", initial download" : "",
                blocks().busy() ? ", busy" : "",
                mempool().size()));
    for (PeerView peer : node().peers()) {
      text.append("\n  %s %s sent".formatted(peer.type(), peer.userAgent()));
      peer.sent().forEach((type, count) -> text.append(" " + type + " " + count.messages()));
      text.append("; received");
      peer.received().forEach((type, count) -> text.append(" " + type + " " + count.messages()));
      text.append(" ").append(peer.notes());
    }
    node().ended().forEach(ended -> text.append("\n  ended: ").append(ended.reason()));
    return text.toString();
  }

  /** Waits until its last connected block is another node's. */
  void awaitBlock(Bcoin.Tip tip) {
    awaitBlock(tip.height(), tip.hash());
  }

  Settings settings() {
    return service(Settings.class);
  }

  Node.Slot slot(String name) {
    return node().slots().stream()
        .filter(slot -> slot.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no slot " + name));
  }

  /** Waits until a policy is in force; when it does not come, says what stands refused. */
  void awaitInForce(String slot, String policy) {
    awaitInForce(slot, policy, PATIENCE);
  }

  void awaitInForce(String slot, String policy, Duration patience) {
    try {
      await(slot + " " + policy + " in force", patience, () -> slot(slot).inForce().equals(policy));
    } catch (AssertionError e) {
      throw new AssertionError(
          e.getMessage()
              + "; in force "
              + slot(slot).inForce()
              + ", available "
              + slot(slot).available()
              + ", benched "
              + slot(slot).benched()
              + ", refused "
              + settings().refusals(),
          e);
    }
  }

  /** Where the node listens; waits until it does. */
  InetSocketAddress address() {
    await("the node listens", () -> has(Node.class) && !node().listening().isEmpty());
    return node().listening().get(0);
  }

  Path deploy() {
    return folder.resolve("deploy");
  }

  Path config() {
    return folder.resolve("config");
  }

  Path folder() {
    return folder;
  }

  BundleContext context() {
    return framework.framework().getBundleContext();
  }

  /** A service of the node through the equally named interface of the test's class path. */
  <T> T service(Class<T> type) {
    await(type.getSimpleName() + " is there", () -> has(type));
    try {
      ServiceReference<?> reference = context().getAllServiceReferences(type.getName(), null)[0];
      return Bridge.to(type, context().getService(reference));
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean has(Class<?> type) {
    try {
      return context().getAllServiceReferences(type.getName(), null) != null;
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static void await(String what, BooleanSupplier condition) {
    await(what, PATIENCE, condition);
  }

  /** As the other; what is awaited says how it stands when it did not come. */
  static void await(Supplier<String> what, BooleanSupplier condition) {
    try {
      await("", condition);
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + what.get(), e);
    }
  }

  /** Looks every few milliseconds until the condition holds, or fails saying what was awaited. */
  static void await(String what, Duration patience, BooleanSupplier condition) {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + patience.toSeconds() + " s: " + what);
      }
      rest();
    }
  }

  /** The time between two looks. */
  static void rest() {
    LockSupport.parkNanos(10_000_000);
  }

  @Override
  public void close() {
    framework.close();
  }
}
