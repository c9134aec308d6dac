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
  private static final int LEVEL_SECONDS = 60;

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
   * @throws CalledOff when the framework is told to stop meanwhile, as by a command of its shell
   * @throws BundleException why the first one that is not could not start
   */
  void reach(Framework framework, int level) throws BundleException {
    CountDownLatch reached = new CountDownLatch(1);
    raise(framework, level, reached);
    try {
      await(framework, level, reached);
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

  private static void raise(Framework framework, int level, CountDownLatch reached)
      throws CalledOff {
    try {
      framework
          .adapt(FrameworkStartLevel.class)
          .setStartLevel(
              level,
              event -> {
                if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED) {
                  reached.countDown();
                }
              });
    } catch (IllegalStateException e) {
      if (stops(framework)) {
        throw new CalledOff();
      }
      throw e;
    }
  }

  /** A framework that stops may never tell that it is there: it is looked at as well. */
  private static void await(Framework framework, int level, CountDownLatch reached)
      throws BundleException, InterruptedException {
    int looks = LEVEL_SECONDS * 10;
    while (looks > 0 && !stops(framework) && !reached.await(100, TimeUnit.MILLISECONDS)) {
      looks--;
    }
    if (stops(framework)) {
      throw new CalledOff();
    }
    if (looks == 0) {
      throw new BundleException("start level " + level + " not reached in " + LEVEL_SECONDS + " s");
    }
  }

  private static boolean stops(Framework framework) {
    return (framework.getState() & (Bundle.STARTING | Bundle.ACTIVE)) == 0;
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
