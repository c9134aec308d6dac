package org.patchbay.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Which bundles may be resolved, and so run, besides those of the features: what came by {@code
 * deploy/} was vetted as a file; what came by another way, such as a command of the shell, is
 * looked through here when it is installed or updated. Where signatures are asked for nothing comes
 * by another way, because only a file can be checked for them. From any thread.
 */
final class InstallGate implements SynchronousBundleListener, ResolverHookFactory {
  private final Set<Long> ground;
  private final VettingTerms.Source terms;
  private final ReferenceRules rules;
  private final Path scratch;
  private final Refusals refusals;
  private final Set<Long> admitted = ConcurrentHashMap.newKeySet();
  private final Set<String> vetted = ConcurrentHashMap.newKeySet();

  /**
   * As above.
   *
   * @param ground ids of the bundles of the features
   * @param scratch folder for copies of jars inside of jars
   */
  InstallGate(
      Set<Long> ground,
      VettingTerms.Source terms,
      ReferenceRules rules,
      Path scratch,
      Refusals refusals) {
    this.ground = ground;
    this.terms = terms;
    this.rules = rules;
    this.scratch = scratch;
    this.refusals = refusals;
  }

  /** The next bundle to be installed from that location was vetted as a file. */
  void expect(String location) {
    vetted.add(location);
  }

  /** Nothing was installed from there after all, or it was. */
  void expectNoMore(String location) {
    vetted.remove(location);
  }

  @Override
  public void bundleChanged(BundleEvent event) {
    Bundle bundle = event.getBundle();
    switch (event.getType()) {
      case BundleEvent.INSTALLED, BundleEvent.UPDATED -> judge(bundle);
      case BundleEvent.UNINSTALLED -> {
        admitted.remove(bundle.getBundleId());
        refusals.clear(name(bundle));
      }
      default -> {}
    }
  }

  private void judge(Bundle bundle) {
    long id = bundle.getBundleId();
    admitted.remove(id);
    try {
      if (!ground.contains(id) && !vetted.remove(bundle.getLocation())) {
        look(bundle);
      }
      admitted.add(id);
      refusals.clear(name(bundle));
    } catch (RefusedException e) {
      refusals.refuse(name(bundle), e.getMessage());
    } catch (IOException e) {
      refusals.refuse(name(bundle), "cannot be read: " + e.getMessage());
    }
  }

  private void look(Bundle bundle) throws IOException, RefusedException {
    VettingTerms.Terms now = terms.terms();
    if (now.signers().isPresent()) {
      throw new RefusedException(
          "signature: installed by another way than deploy/, where signatures are checked");
    }
    ReferenceLint lint =
        new ReferenceLint(rules, String.valueOf(bundle.getSymbolicName()), now.allowances());
    String classPath = bundle.getHeaders("").get(Constants.BUNDLE_CLASSPATH);
    JarContents contents = new JarContents(scratch, HeaderClause.allPaths(classPath), lint::look);
    look(bundle, "/", contents);
    lint.conclude();
  }

  private static void look(Bundle bundle, String folder, JarContents contents)
      throws IOException, RefusedException {
    // Not findEntries, which would resolve the bundle first.
    Enumeration<String> paths = bundle.getEntryPaths(folder);
    for (String path : paths == null ? List.<String>of() : Collections.list(paths)) {
      if (path.endsWith("/")) {
        look(bundle, path, contents);
        continue;
      }
      URL entry = bundle.getEntry(path);
      if (entry != null) {
        try (InputStream in = entry.openStream()) {
          contents.take(path, in, false);
        }
      }
    }
  }

  private static String name(Bundle bundle) {
    return "bundle " + bundle.getSymbolicName() + " (" + bundle.getBundleId() + ")";
  }

  @Override
  public ResolverHook begin(Collection<BundleRevision> triggers) {
    return new Hook(!triggers.stream().allMatch(this::mayRun));
  }

  private boolean mayRun(BundleRevision revision) {
    long id = revision.getBundle().getBundleId();
    return ground.contains(id) || admitted.contains(id);
  }

  /**
   * For one resolution. Only where it is for a bundle that may not run, and so shall fail, is
   * anything taken from what may be resolved: Felix 7.0.5 then offers nobody what is resolved
   * already.
   */
  private final class Hook implements ResolverHook {
    private final boolean barred;

    Hook(boolean barred) {
      this.barred = barred;
    }

    @Override
    public void filterResolvable(Collection<BundleRevision> candidates) {
      if (barred) {
        candidates.removeIf(candidate -> !mayRun(candidate));
      }
    }

    @Override
    public void filterMatches(
        BundleRequirement requirement, Collection<BundleCapability> candidates) {
      candidates.removeIf(candidate -> !mayRun(candidate.getRevision()));
    }

    @Override
    public void filterSingletonCollisions(
        BundleCapability singleton, Collection<BundleCapability> candidates) {}

    @Override
    public void end() {}
  }
}
