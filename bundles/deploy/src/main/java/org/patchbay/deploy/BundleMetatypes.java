package org.patchbay.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows which components the installed bundles bring. Synchronous, so that a component is
 * configured before its bundle can start.
 */
final class BundleMetatypes implements SynchronousBundleListener {
  private static final Logger log = LoggerFactory.getLogger(BundleMetatypes.class);

  /** These are set up by the launcher, not by an operator. */
  private static final String FRAMEWORK_SERVICES = "org.apache.felix.";

  private final ConfigFolder config;
  private final Map<Long, List<ComponentDefinition>> byBundle = new ConcurrentHashMap<>();

  BundleMetatypes(ConfigFolder config) {
    this.config = config;
  }

  /** The components of bundles that are there at the start; they are not told to the folder. */
  List<ComponentDefinition> scan(Bundle[] bundles) {
    List<ComponentDefinition> all = new ArrayList<>();
    for (Bundle bundle : bundles) {
      List<ComponentDefinition> found = read(bundle);
      byBundle.put(bundle.getBundleId(), found);
      all.addAll(found);
    }
    return all;
  }

  @Override
  public void bundleChanged(BundleEvent event) {
    Bundle bundle = event.getBundle();
    switch (event.getType()) {
      case BundleEvent.INSTALLED -> came(bundle);
      case BundleEvent.UPDATED -> {
        went(bundle);
        came(bundle);
      }
      case BundleEvent.UNINSTALLED -> went(bundle);
      default -> {}
    }
  }

  private void came(Bundle bundle) {
    // A PID that is known keeps its owner: a jar cannot redefine the keys of another's component.
    List<ComponentDefinition> fresh =
        read(bundle).stream().filter(component -> !config.knows(component.pid())).toList();
    byBundle.put(bundle.getBundleId(), fresh);
    config.know(fresh);
  }

  private void went(Bundle bundle) {
    List<ComponentDefinition> gone = byBundle.remove(bundle.getBundleId());
    if (gone != null) {
      config.forget(gone);
    }
  }

  private static List<ComponentDefinition> read(Bundle bundle) {
    List<ComponentDefinition> components = new ArrayList<>();
    Enumeration<String> paths = bundle.getEntryPaths(Metatype.FOLDER);
    for (String path : paths == null ? List.<String>of() : Collections.list(paths)) {
      URL entry = path.endsWith(".xml") ? bundle.getEntry(path) : null;
      if (entry != null) {
        try (InputStream in = entry.openStream()) {
          components.addAll(Metatype.read(in));
        } catch (IOException e) {
          log.warn("{} of {} cannot be read: {}", path, bundle, e.getMessage());
        }
      }
    }
    components.removeIf(component -> component.pid().startsWith(FRAMEWORK_SERVICES));
    return components;
  }
}
