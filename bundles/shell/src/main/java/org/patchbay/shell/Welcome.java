package org.patchbay.shell;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.api.node.Environment;
import org.patchbay.api.node.Node;
import org.patchbay.api.transport.Transport;

/**
 * Composes the screen that says what runs, with or without an interactive shell. A plain supplier
 * that the launcher finds by its property and prints before the prompt comes.
 */
@Component(service = Supplier.class, property = "patchbay.report=start")
public final class Welcome implements Supplier<String> {
  private static final int LOOK_MILLIS = 50;
  private static final int LOOKS = 100;

  private final BundleContext context;
  private final Parts parts;
  private final Pause pause;

  @Activate
  public Welcome(BundleContext context, @Reference Parts parts) {
    this(context, parts, Thread::sleep);
  }

  Welcome(BundleContext context, Parts parts, Pause pause) {
    this.context = context;
    this.parts = parts;
    this.pause = pause;
  }

  /** Waits until the node listens, at most five seconds, and tells what there is. */
  @Override
  public String get() {
    try {
      for (int look = 0; look < LOOKS && !listens(parts.node); look++) {
        pause.millis(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return banner().text();
  }

  private static boolean listens(Node node) {
    return node != null && !node.listening().isEmpty();
  }

  private Banner banner() {
    Node node = parts.node;
    Environment environment = parts.environment;
    Transport transport = parts.transport;
    String none = "none: the log may say why";
    return new Banner(
        property("patchbay.version"),
        environment == null ? "no network" : environment.network().id(),
        node == null ? List.of() : node.listening().stream().map(Endpoints::text).toList(),
        transport == null ? none : transport.kind(),
        (int)
            Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getState() == Bundle.ACTIVE)
                .count(),
        property("patchbay.features"),
        node == null ? List.of() : node.protocols(),
        node == null
            ? List.of()
            : node.slots().stream().map(slot -> slot.name() + " " + slot.inForce()).toList(),
        environment == null ? none : environment.dataFolder().toString(),
        property("patchbay.config"),
        property("patchbay.deploy"),
        interactive());
  }

  private boolean interactive() {
    return Arrays.stream(context.getBundles())
        .anyMatch(bundle -> "org.apache.felix.gogo.jline".equals(bundle.getSymbolicName()));
  }

  private String property(String name) {
    String value = context.getProperty(name);
    return value == null ? "-" : value;
  }
}
