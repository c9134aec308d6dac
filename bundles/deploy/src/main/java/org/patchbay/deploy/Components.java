package org.patchbay.deploy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** What declarative services say of the components of bundles. */
final class Components {
  private final BundleContext context;

  Components(BundleContext context) {
    this.context = context;
  }

  /**
   * Makes every component of a started bundle show that it can be activated: a service is otherwise
   * activated by its first user, who would then find nothing.
   *
   * @throws RefusedException naming the component and what it threw
   */
  void prove(Bundle bundle) throws RefusedException {
    ServiceReference<?>[] services = bundle.getRegisteredServices();
    for (ServiceReference<?> service : services == null ? new ServiceReference<?>[0] : services) {
      if (context.getService(service) != null) {
        context.ungetService(service);
      }
    }
    for (ComponentConfigurationDTO component : configurations(List.of(bundle))) {
      if (component.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
        throw new RefusedException(
            "component %s does not activate: %s"
                .formatted(component.description.name, thrown(component.failure)));
      }
    }
  }

  /** Components that cannot run now, one line each: who, and what is missing. */
  List<String> problems(Collection<Bundle> bundles) {
    List<String> lines = new ArrayList<>();
    for (ComponentConfigurationDTO component : configurations(bundles)) {
      String name = component.description.name;
      switch (component.state) {
        case ComponentConfigurationDTO.FAILED_ACTIVATION ->
            lines.add("component " + name + " does not activate: " + thrown(component.failure));
        case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION ->
            lines.add("component " + name + " has no configuration");
        case ComponentConfigurationDTO.UNSATISFIED_REFERENCE -> {
          for (UnsatisfiedReferenceDTO missing : component.unsatisfiedReferences) {
            lines.add(
                "component %s waits for %s"
                    .formatted(name, wanted(component.description, missing.name)));
          }
        }
        default -> {}
      }
    }
    return lines;
  }

  private static String wanted(ComponentDescriptionDTO component, String reference) {
    for (ReferenceDTO candidate : component.references) {
      if (candidate.name.equals(reference)) {
        return candidate.target == null
            ? candidate.interfaceName
            : candidate.interfaceName + " " + candidate.target;
      }
    }
    return reference;
  }

  private List<ComponentConfigurationDTO> configurations(Collection<Bundle> bundles) {
    List<ComponentConfigurationDTO> all = new ArrayList<>();
    ServiceReference<ServiceComponentRuntime> reference =
        context.getServiceReference(ServiceComponentRuntime.class);
    ServiceComponentRuntime runtime = reference == null ? null : context.getService(reference);
    if (runtime != null) {
      Bundle[] array = bundles.toArray(new Bundle[0]);
      for (ComponentDescriptionDTO description : runtime.getComponentDescriptionDTOs(array)) {
        all.addAll(runtime.getComponentConfigurationDTOs(description));
      }
      context.ungetService(reference);
    }
    return all;
  }

  /** The innermost exception of a stack trace given as text. */
  private static String thrown(String trace) {
    String line = "";
    for (String candidate : (trace == null ? "" : trace).split("\n")) {
      if (line.isEmpty() || candidate.startsWith("Caused by: ")) {
        line = candidate.strip();
      }
    }
    return line.replaceFirst("^Caused by: ", "");
  }
}
