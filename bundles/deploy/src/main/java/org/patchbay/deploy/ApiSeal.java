package org.patchbay.deploy;

import java.util.Collection;
import java.util.Set;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Nobody but the node's own {@code wire} and {@code api} provides their packages, however a bundle
 * was installed. Otherwise a jar that exports a newer copy becomes everybody's provider, and taking
 * it away restarts the transport and resets every connection (osgi-stack, pitfall 1).
 */
record ApiSeal(Set<Long> providers) implements ResolverHookFactory, ResolverHook {
  @Override
  public ResolverHook begin(Collection<BundleRevision> triggers) {
    return this;
  }

  @Override
  public void filterMatches(
      BundleRequirement requirement, Collection<BundleCapability> candidates) {
    if (PackageNamespace.PACKAGE_NAMESPACE.equals(requirement.getNamespace())) {
      candidates.removeIf(
          candidate ->
              sealed(
                      String.valueOf(
                          candidate.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE)))
                  && !providers.contains(candidate.getRevision().getBundle().getBundleId()));
    }
  }

  private static boolean sealed(String name) {
    return name.startsWith("org.patchbay.api.")
        || name.equals("org.patchbay.wire")
        || name.startsWith("org.patchbay.wire.");
  }

  @Override
  public void filterResolvable(Collection<BundleRevision> candidates) {}

  @Override
  public void filterSingletonCollisions(
      BundleCapability singleton, Collection<BundleCapability> candidates) {}

  @Override
  public void end() {}
}
