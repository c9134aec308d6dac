package org.patchbay.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;

/**
 * A node in a Felix framework of its own, from features to running bundles. The framework is the
 * caller's: {@link #close} stops it.
 */
public final class NodeFramework implements AutoCloseable {
  /** Configuration is read and checked here, before any part of the node starts. */
  private static final int GROUND_LEVEL = 2;

  private static final long STOP_MILLIS = 4_500;

  private final Framework framework;
  private final NodeFolder folder;
  private final StartLevels levels = new StartLevels();

  private NodeFramework(Framework framework, NodeFolder folder) {
    this.framework = framework;
    this.folder = folder;
  }

  /**
   * Starts a node and returns when its bundles are active, before any at the shell's level.
   *
   * @param home root of an unpacked distribution
   * @param data the node's folder; locked until {@link #close}
   * @param features names of feature files, {@code base} among them
   * @param properties framework properties that override the launcher's own, for example {@code
   *     patchbay.override/<pid>/<key>}
   * @throws IOException when a file is missing, altered or in use
   * @throws BundleException when a bundle does not resolve or start; with an {@link
   *     IllegalArgumentException} as cause when the configuration is at fault
   */
  public static NodeFramework start(
      Path home, Path data, List<String> features, Map<String, String> properties)
      throws IOException, BundleException {
    return start(home, NodeFolder.open(data, home.resolve("defaults")), features, properties);
  }

  /** As above, in a folder that is locked already; the lock goes with the node. */
  static NodeFramework start(
      Path home, NodeFolder folder, List<String> features, Map<String, String> properties)
      throws IOException, BundleException {
    NodeFramework node = null;
    try {
      Distribution distribution = new Distribution(home.toRealPath());
      Composition composition = distribution.compose(features);
      distribution.verify(composition);
      Map<String, String> settings =
          new LinkedHashMap<>(FrameworkSettings.of(distribution, folder.root(), composition));
      settings.putAll(properties);
      settings.put("patchbay.values", valueNames(settings));
      node = new NodeFramework(framework(settings), folder);
      node.install(distribution, composition);
      node.reach(GROUND_LEVEL);
      node.reach(FrameworkSettings.RUNNING_LEVEL);
      return node;
    } catch (IOException | BundleException | RuntimeException | Error e) {
      boolean interrupted = Thread.interrupted(); // A start that is called off still ends in order.
      if (node == null) {
        folder.close();
      } else {
        node.close();
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      throw e;
    }
  }

  /** Names of the properties that hold configuration; a bundle cannot list properties. */
  private static String valueNames(Map<String, String> settings) {
    return settings.keySet().stream()
        .filter(name -> name.matches("patchbay\\.(default|override|conf|source|set)/.*"))
        .collect(Collectors.joining("\n"));
  }

  /** A framework that is made and not started. */
  static Framework framework(Map<String, String> settings) throws BundleException {
    // Felix takes its logger as an object, which is why this map is not one of strings.
    Map<Object, Object> map = new LinkedHashMap<>(settings);
    map.put("felix.log.logger", new FrameworkLog());
    @SuppressWarnings({"unchecked", "rawtypes"})
    Framework framework = new FrameworkFactory().newFramework((Map) map);
    framework.init();
    return framework;
  }

  private void install(Distribution distribution, Composition composition) throws BundleException {
    BundleContext context = framework.getBundleContext();
    context.addFrameworkListener(levels);
    List<Bundle> bundles = new ArrayList<>();
    for (Feature.Entry entry : composition.bundles()) {
      // By reference: nothing is copied, and the jar was verified where it lies.
      Bundle bundle = context.installBundle("reference:" + distribution.jar(entry.id()).toUri());
      bundle.adapt(BundleStartLevel.class).setStartLevel(entry.startLevel());
      bundles.add(bundle);
    }
    framework.start();
    for (Bundle bundle : bundles) {
      if (!StartLevels.isFragment(bundle)) {
        bundle.start();
      }
    }
  }

  /** Raises the start level; see {@link StartLevels#reach}. */
  void reach(int level) throws BundleException {
    levels.reach(framework, level);
  }

  /** The running framework. */
  public Framework framework() {
    return framework;
  }

  /** The node's folder. */
  public Path folder() {
    return folder.root();
  }

  /** Stops the framework, at most for four and a half seconds, and gives the folder free. */
  @Override
  public void close() {
    if (!stop()) {
      System.err.println("patchbay: the node did not stop within " + STOP_MILLIS + " ms");
    }
  }

  /** As {@link #close}; answers whether everything stopped in time. */
  boolean stop() {
    try {
      framework.stop();
      FrameworkEvent event = framework.waitForStop(STOP_MILLIS);
      folder.close();
      return event.getType() != FrameworkEvent.WAIT_TIMEDOUT;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (BundleException | IOException e) {
      System.err.println("patchbay: " + e.getMessage());
      return false;
    }
  }
}
