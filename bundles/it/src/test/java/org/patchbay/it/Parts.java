package org.patchbay.it;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** What a node in a framework is made of: bundles, components, services. */
record Parts(BundleContext context) {
  private static final String RUNTIME =
      "org.osgi.service.component.runtime.ServiceComponentRuntime";

  /** As {@code ComponentConfigurationDTO} numbers them. */
  private static final List<Integer> SATISFIED = List.of(4, 8);

  /** A bundle of ours by the last part of its symbolic name. */
  Bundle bundle(String name) {
    return Stream.of(context.getBundles())
        .filter(bundle -> ("org.patchbay." + name).equals(bundle.getSymbolicName()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no bundle " + name));
  }

  /** Bundles that should run at the present start level, and do not. */
  List<String> idle() {
    int level = context.getBundle(0).adapt(FrameworkStartLevel.class).getStartLevel();
    return Arrays.stream(context.getBundles())
        .filter(bundle -> bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null)
        .filter(bundle -> bundle.getBundleId() != 0)
        .filter(bundle -> bundle.adapt(BundleStartLevel.class).getStartLevel() <= level)
        .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
        .map(bundle -> bundle.getSymbolicName() + " in state " + bundle.getState())
        .toList();
  }

  /** How many components the declarative services hold. */
  int components() {
    return descriptions().size();
  }

  /** Enabled components that lack a reference or a configuration, or that failed to activate. */
  List<String> unsatisfied() {
    Object runtime = runtime();
    List<String> lines = new ArrayList<>();
    for (Object description : descriptions()) {
      if (!(Boolean) call(runtime, "isComponentEnabled", description)) {
        continue;
      }
      Collection<?> made =
          (Collection<?>) call(runtime, "getComponentConfigurationDTOs", description);
      if (made.isEmpty()) {
        lines.add(field(description, "name") + ": no configuration");
      }
      for (Object configuration : made) {
        if (!SATISFIED.contains(field(configuration, "state"))) {
          lines.add(field(description, "name") + ": " + lacks(configuration));
        }
      }
    }
    return lines;
  }

  private static String lacks(Object configuration) {
    List<String> references =
        Stream.of((Object[]) field(configuration, "unsatisfiedReferences"))
            .map(reference -> String.valueOf(field(reference, "name")))
            .toList();
    return "state "
        + field(configuration, "state")
        + ", lacks "
        + references
        + ", failure "
        + field(configuration, "failure");
  }

  /** Services that bundles of ours registered: how many for each interface. */
  Map<String, Integer> services() {
    Map<String, Integer> counts = new TreeMap<>();
    try {
      for (ServiceReference<?> reference : context.getAllServiceReferences(null, null)) {
        Bundle owner = reference.getBundle();
        if (owner != null && String.valueOf(owner.getSymbolicName()).startsWith("org.patchbay.")) {
          for (String type : (String[]) reference.getProperty(Constants.OBJECTCLASS)) {
            counts.merge(owner.getSymbolicName() + " " + type, 1, Integer::sum);
          }
        }
      }
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
    return counts;
  }

  private Collection<?> descriptions() {
    return (Collection<?>) call(runtime(), "getComponentDescriptionDTOs", (Object) new Bundle[0]);
  }

  private Object runtime() {
    try {
      return context.getService(context.getAllServiceReferences(RUNTIME, null)[0]);
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object call(Object target, String name, Object argument) {
    try {
      for (var method : target.getClass().getMethods()) {
        if (method.getName().equals(name)
            && method.getParameterCount() == 1
            && method.getParameterTypes()[0].isInstance(argument)) {
          method.setAccessible(true);
          return method.invoke(target, argument);
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(name, e);
    }
    throw new IllegalStateException(target.getClass() + " has no " + name);
  }

  private static Object field(Object target, String name) {
    try {
      return target.getClass().getField(name).get(target);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(name, e);
    }
  }
}
