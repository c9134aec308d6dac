package org.patchbay.healthcheck;

import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.patchbay.api.health.Health;
import org.patchbay.api.health.HealthCheck;

/**
 * Registers one service of Felix's kind for each name of a check. Bound from any thread; the lock
 * keeps two binds of one name from registering it twice.
 */
@Component(
    name = "patchbay.healthcheck",
    service = {},
    immediate = true)
public final class FelixHealthChecks {
  /** The tag of all of them, besides their name and their {@code check.tags}. */
  private static final String OURS = "patchbay";

  private final BundleContext context;
  private final Health health;
  private final Map<HealthCheck, String> names = new HashMap<>();
  private final Map<String, ServiceRegistration<?>> shown = new HashMap<>();

  /** A register that is empty. */
  @Activate
  public FelixHealthChecks(BundleContext context, @Reference Health health) {
    this.context = context;
    this.health = health;
  }

  @Deactivate
  synchronized void stop() {
    shown.values().forEach(ServiceRegistration::unregister);
    shown.clear();
    names.clear();
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  synchronized void addCheck(HealthCheck check, Map<String, Object> properties) {
    String name =
        properties.getOrDefault("check.name", check.getClass().getSimpleName()).toString();
    names.put(check, name);
    shown.computeIfAbsent(name, key -> register(key, properties.get("check.tags")));
  }

  synchronized void removeCheck(HealthCheck check) {
    String name = names.remove(check);
    if (name != null && !names.containsValue(name)) {
      shown.remove(name).unregister();
    }
  }

  private ServiceRegistration<?> register(String name, Object tags) {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put(org.apache.felix.hc.api.HealthCheck.NAME, OURS + " " + name);
    properties.put(org.apache.felix.hc.api.HealthCheck.TAGS, tags(name, tags));
    return context.registerService(
        org.apache.felix.hc.api.HealthCheck.class, new ShownCheck(name, health), properties);
  }

  /** Sorted; {@code more} is a string, several, or null. */
  static String[] tags(String name, Object more) {
    TreeSet<String> tags = new TreeSet<>(List.of(OURS, name));
    if (more instanceof String[] several) {
      tags.addAll(List.of(several));
    } else if (more instanceof String one) {
      tags.add(one);
    }
    return tags.toArray(String[]::new);
  }
}
