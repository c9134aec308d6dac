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
 * Who may be wired to whom, however a bundle was installed. Nobody but the node's own {@code wire}
 * and {@code api} provides their packages, and nothing of the node takes anything from a bundle
 * that came later. Otherwise a jar that exports a newer copy of the API becomes everybody's
 * provider, and taking it away restarts the transport and resets every connection (osgi-stack,
 * pitfall 1); a library that looks for optional packages would do the same unasked.
 *
 * @param ground ids of the bundles of the features
 * @param providers ids of {@code wire} and {@code api} among them
 */
record ApiSeal(Set<Long> ground, Set<Long> providers) implements ResolverHookFactory, ResolverHook {
  @Override
  public ResolverHook begin(Collection<BundleRevision> triggers) {
    return this;
  }

  @Override
  public void filterMatches(
      BundleRequirement requirement, Collection<BundleCapability> candidates) {
    boolean ours = ground.contains(id(requirement.getRevision()));
    boolean packages = PackageNamespace.PACKAGE_NAMESPACE.equals(requirement.getNamespace());
    candidates.removeIf(
        candidate -> {
          long provider = id(candidate.getRevision());
          Object name = candidate.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE);
          return ours && !ground.contains(provider)
              || packages && sealed(String.valueOf(name)) && !providers.contains(provider);
        });
  }

  private static long id(BundleRevision revision) {
    return revision.getBundle().getBundleId();
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
