package org.patchbay.deploy;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.log.NodeLog;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.api.node.Environment;
import org.patchbay.api.node.Node;
import org.patchbay.api.node.Settings;
import org.patchbay.api.transport.Transport;

/** One screen that says what runs and what to type next; the launcher prints it. */
final class StartScreen implements Supplier<String> {
  /** The node listens once its policies are there; longer is worth saying rather than waiting. */
  private static final int WAITS = 150;

  private static final Duration WAIT = Duration.ofMillis(20);

  private final BundleContext context;
  private final Settings settings;
  private final Components components;

  StartScreen(BundleContext context, Settings settings, Components components) {
    this.context = context;
    this.settings = settings;
    this.components = components;
  }

  @Override
  public String get() {
    awaitListening();
    Bundle[] bundles = context.getBundles();
    List<String> lines = new ArrayList<>();
    lines.add("Patchbay " + property("patchbay.version") + " on " + network());
    lines.add("");
    row(lines, "listening", listening());
    row(lines, "transport", service(Transport.class, Transport::kind, "none"));
    row(lines, "policies", policies());
    row(lines, "protocols", service(Node.class, n -> String.join(", ", n.protocols()), "none"));
    row(lines, "blocks", service(Blocks.class, StartScreen::kept, "none"));
    row(lines, "relay", service(Mempool.class, StartScreen::relayed, "none"));
    row(lines, "features", property("patchbay.features").replace(",", ", "));
    row(lines, "bundles", bundles(bundles));
    row(
        lines,
        "data",
        service(Environment.class, e -> e.dataFolder().toString(), property("patchbay.folder")));
    row(lines, "config", property("patchbay.config") + "  edit a .cfg: in force in a second");
    row(lines, "deploy", property("patchbay.deploy") + "  drop a policy jar: in force in two");
    row(lines, "log", service(NodeLog.class, StartScreen::written, "none"));
    for (String problem : components.problems(Arrays.asList(bundles))) {
      row(lines, "PROBLEM", problem);
    }
    for (String refusal : settings.refusals()) {
      row(lines, "refused", refusal);
    }
    lines.add("");
    row(lines, "next", next());
    return String.join("\n", lines) + "\n";
  }

  private static void row(List<String> lines, String label, String text) {
    lines.add("  %-10s %s".formatted(label, text));
  }

  private void awaitListening() {
    boolean listens = !engine("listen").isBlank() && !hidden();
    for (int i = 0; listens && i < WAITS && endpoints().isEmpty(); i++) {
      LockSupport.parkNanos(WAIT.toNanos());
    }
  }

  /** Whether it is a proxy that keeps the node from listening. */
  private boolean hidden() {
    return engine("listen").equals("auto") && !engine("proxy").isBlank();
  }

  private String engine(String key) {
    return settings.entries().stream()
        .filter(entry -> entry.pid().equals("patchbay.engine") && entry.key().equals(key))
        .map(Settings.Entry::value)
        .findFirst()
        .orElse("");
  }

  private List<InetSocketAddress> endpoints() {
    return service(Node.class, Node::listening, List.of());
  }

  private String listening() {
    List<InetSocketAddress> endpoints = endpoints();
    String missing = missing();
    if (endpoints.isEmpty() && !missing.isEmpty()) {
      return "not yet: up to ten seconds it waits for what is not there, " + missing;
    }
    if (endpoints.isEmpty()) {
      return hidden()
          ? "nowhere, since a proxy is set; listen of patchbay.engine says where"
          : "nowhere";
    }
    return endpoints.stream().map(StartScreen::text).collect(Collectors.joining(", "));
  }

  private static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress().replaceFirst("^(0:){7}0$", "::");
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
  }

  private String network() {
    return service(
        Environment.class, e -> e.network().toString().toLowerCase(Locale.ROOT), "no network");
  }

  /** The policies that are named and not there; empty when there is none. */
  private String missing() {
    return service(
        Node.class,
        node ->
            node.slots().stream()
                .filter(slot -> !slot.wanted().isEmpty())
                .filter(slot -> !slot.available().contains(slot.wanted()))
                .map(slot -> "policy." + slot.name() + " = " + slot.wanted())
                .collect(Collectors.joining(", ")),
        "");
  }

  private String policies() {
    return service(
        Node.class,
        node ->
            node.slots().stream()
                .map(slot -> slot.name() + " " + slot.inForce())
                .collect(Collectors.joining(", ")),
        "none");
  }

  private static String written(NodeLog log) {
    return log.status().file().isEmpty() ? "no file" : log.status().file();
  }

  private static String kept(Blocks blocks) {
    return switch (blocks.keep()) {
      case 0 -> "none, headers alone";
      case Blocks.ALL -> "all";
      default -> "the last " + blocks.keep();
    };
  }

  private static String relayed(Mempool pool) {
    if (!pool.open()) {
      return "no transactions: nothing here validates them";
    }
    return pool.validated()
        ? "validated transactions"
        : "unvalidated transactions: scripts are not checked";
  }

  private static String bundles(Bundle[] bundles) {
    String ours =
        Arrays.stream(bundles)
            .map(Bundle::getSymbolicName)
            .filter(name -> name != null && name.startsWith("org.patchbay."))
            .map(name -> name.substring("org.patchbay.".length()))
            .collect(Collectors.joining(", "));
    return bundles.length + ", ours: " + ours;
  }

  private String next() {
    boolean commands = Arrays.asList(property("patchbay.features").split(",")).contains("shell");
    if (commands && !property("patchbay.terminal").equals("none")) {
      return "peer:list   chain:tip   relay:recent   health:show   policy:use eviction scored   help";
    }
    String stop = "stop with SIGTERM (kill " + ProcessHandle.current().pid() + ")";
    return commands ? "patchbay sh   " + stop : stop;
  }

  private <S, T> T service(Class<S> type, Function<S, T> answer, T otherwise) {
    ServiceReference<S> reference = context.getServiceReference(type);
    S service = reference == null ? null : context.getService(reference);
    if (service == null) {
      return otherwise;
    }
    try {
      return answer.apply(service);
    } finally {
      context.ungetService(reference);
    }
  }

  private String property(String name) {
    String value = context.getProperty(name);
    return value == null ? "" : value;
  }
}
