package org.patchbay.launcher;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.BundleRevision;

/** Raises a framework's start level step by step and tells what did not start. */
final class StartLevels implements FrameworkListener {
  private static final long LEVEL_SECONDS = 60;

  /** Events are delivered on a thread of their own: how often to look for one, every 10 ms. */
  private static final int LOOKS = 100;

  private final Map<Long, Throwable> failures = new ConcurrentHashMap<>();

  @Override
  public void frameworkEvent(FrameworkEvent event) {
    if (event.getType() == FrameworkEvent.ERROR) {
      failures.put(event.getBundle().getBundleId(), event.getThrowable());
    }
  }

  /**
   * Raises the start level and checks that every bundle up to it is active.
   *
   * @throws BundleException why the first one that is not could not start
   */
  void reach(Framework framework, int level) throws BundleException {
    CountDownLatch reached = new CountDownLatch(1);
    framework
        .adapt(FrameworkStartLevel.class)
        .setStartLevel(
            level,
            event -> {
              if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED) {
                reached.countDown();
              }
            });
    try {
      if (!reached.await(LEVEL_SECONDS, TimeUnit.SECONDS)) {
        throw new BundleException(
            "start level " + level + " not reached in " + LEVEL_SECONDS + " s");
      }
      for (Bundle bundle : framework.getBundleContext().getBundles()) {
        boolean due = bundle.adapt(BundleStartLevel.class).getStartLevel() <= level;
        if (due && !isFragment(bundle) && bundle.getState() != Bundle.ACTIVE) {
          throw failure(bundle);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BundleException("interrupted on the way to start level " + level, e);
    }
  }

  private BundleException failure(Bundle bundle) throws InterruptedException {
    for (int i = 0; i < LOOKS && !failures.containsKey(bundle.getBundleId()); i++) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    String name = "bundle " + bundle.getSymbolicName() + " does not start";
    return new BundleException(name, failures.get(bundle.getBundleId()));
  }

  static boolean isFragment(Bundle bundle) {
    BundleRevision revision = bundle.adapt(BundleRevision.class);
    return (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
  }
}
