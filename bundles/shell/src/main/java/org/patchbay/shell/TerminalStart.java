package org.patchbay.shell;

import java.util.Arrays;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Lets the line editor find its terminals: JLine looks for them through the context class loader of
 * the thread that starts gogo.jline, which in OSGi knows nothing of JLine, and would fall back to a
 * terminal without editing and completion. While gogo.jline starts that loader is JLine's own.
 */
@Component(
    service = {},
    immediate = true)
public final class TerminalStart implements SynchronousBundleListener {
  private static final String SHELL = "org.apache.felix.gogo.jline";
  private static final String JLINE = "org.jline";

  private final BundleContext context;
  private ClassLoader before;

  @Activate
  public TerminalStart(BundleContext context) {
    this.context = context;
  }

  @Activate
  void start() {
    context.addBundleListener(this);
  }

  @Deactivate
  void stop() {
    context.removeBundleListener(this);
  }

  /** Called on the thread that starts the bundle, before and after its activator runs. */
  @Override
  public void bundleChanged(BundleEvent event) {
    if (!SHELL.equals(event.getBundle().getSymbolicName())) {
      return;
    }
    Thread starter = Thread.currentThread();
    if (event.getType() == BundleEvent.STARTING) {
      before = starter.getContextClassLoader();
      jline().ifPresent(starter::setContextClassLoader);
    } else if (before != null) { // STARTED, or STOPPED when its activator failed.
      starter.setContextClassLoader(before);
      before = null;
    }
  }

  private Optional<ClassLoader> jline() {
    return Arrays.stream(context.getBundles())
        .filter(bundle -> JLINE.equals(bundle.getSymbolicName()))
        .map(TerminalStart::loader)
        .findFirst();
  }

  private static ClassLoader loader(Bundle bundle) {
    return bundle.adapt(BundleWiring.class).getClassLoader();
  }
}
