package org.patchbay.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs jars in the OSGi framework. */
final class FrameworkRunner implements JarRunner {
  private static final Logger log = LoggerFactory.getLogger(FrameworkRunner.class);

  /** Below the parts of the node: when the framework stops, they go before their policies. */
  private static final int START_LEVEL = 9;

  private static final long REFRESH_SECONDS = 5;

  private final BundleContext context;
  private final Components components;
  private final InstallGate gate;

  FrameworkRunner(BundleContext context, Components components, InstallGate gate) {
    this.context = context;
    this.components = components;
    this.gate = gate;
  }

  @Override
  public long start(Path jar, Path content) throws RefusedException {
    Bundle bundle = install(jar, content);
    try {
      bundle.adapt(BundleStartLevel.class).setStartLevel(START_LEVEL);
      bundle.start(Bundle.START_TRANSIENT);
      components.prove(bundle);
      components.problems(List.of(bundle)).forEach(line -> log.warn("{}: {}", jar, line));
      return bundle.getBundleId();
    } catch (BundleException e) {
      stop(bundle.getBundleId());
      if (e.getType() == BundleException.RESOLVE_ERROR) {
        throw new UnresolvedException("does not resolve: " + firstLine(e));
      }
      throw new RefusedException("does not start: " + firstLine(innermost(e)));
    } catch (RefusedException | RuntimeException e) {
      stop(bundle.getBundleId());
      throw e;
    }
  }

  private Bundle install(Path jar, Path content) throws RefusedException {
    // Not the file's own address: File Install would take the bundle for one of its own.
    String location = "patchbay-deploy:" + jar.getFileName();
    gate.expect(location);
    try (InputStream in = Files.newInputStream(content)) {
      return context.installBundle(location, in);
    } catch (IOException | BundleException e) {
      throw new RefusedException("cannot be installed: " + firstLine(innermost(e)));
    } finally {
      gate.expectNoMore(location);
    }
  }

  @Override
  public void stop(long id) {
    Bundle bundle = context.getBundle(id);
    if (bundle == null) {
      return;
    }
    try {
      bundle.uninstall();
      refresh(bundle);
    } catch (BundleException e) {
      log.warn("{} does not stop cleanly: {}", bundle, firstLine(innermost(e)));
    }
  }

  /** Lets the class loader go. Nothing of the node is wired to a deployed jar, so none restarts. */
  private void refresh(Bundle bundle) {
    FrameworkWiring wiring =
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
    CountDownLatch refreshed = new CountDownLatch(1);
    wiring.refreshBundles(
        List.of(bundle),
        event -> {
          if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
            refreshed.countDown();
          }
        });
    try {
      if (!refreshed.await(REFRESH_SECONDS, TimeUnit.SECONDS)) {
        log.warn("{} is not released after {} s", bundle, REFRESH_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Throwable innermost(Throwable thrown) {
    Throwable inner = thrown;
    while (inner.getCause() != null) {
      inner = inner.getCause();
    }
    return inner;
  }

  private static String firstLine(Throwable thrown) {
    String text = thrown instanceof BundleException ? thrown.getMessage() : thrown.toString();
    return text == null ? thrown.toString() : text.lines().findFirst().orElse("");
  }
}
