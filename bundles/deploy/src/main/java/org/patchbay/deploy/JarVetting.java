package org.patchbay.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

/**
 * Judges a jar by reading it, before the framework hears of it: whether it is whole and within
 * bounds, a bundle that replaces nothing of the node's, signed where that is asked for, and without
 * references that no policy needs.
 *
 * <p>Every jar of {@code deploy/} is a policy jar in this sense. What it registers, a policy, a
 * health check or nothing, shows only once it runs; a library in a jar of its own runs on the same
 * thread as the policy that calls it. The bundles of the features are the node, and not judged.
 */
final class JarVetting {
  private static final String OURS = "org.patchbay.";

  private final Ground ground;
  private final ReferenceRules rules;
  private final VettingTerms.Source terms;

  JarVetting(Ground ground, ReferenceRules rules, VettingTerms.Source terms) {
    this.ground = ground;
    this.rules = rules;
    this.terms = terms;
  }

  /** A jar that may be installed. Immutable. */
  record Vetted(String symbolicName, Version version) {}

  /**
   * Vets one jar.
   *
   * @param jar a copy that nobody changes; copies of jars inside of it are made beside it
   * @throws RefusedException saying in one line what is wrong with it
   */
  Vetted vet(Path jar) throws RefusedException {
    VettingTerms.Terms now = terms.terms();
    try {
      long size = Files.size(jar);
      if (size > JarContents.MAX_BYTES) {
        throw new RefusedException("length %d (max %d)".formatted(size, JarContents.MAX_BYTES));
      }
      JarContents.check(jar);
      try (JarFile file = new JarFile(jar.toFile())) {
        Manifest manifest = file.getManifest();
        if (manifest == null) {
          throw new RefusedException("no bundle: it has no manifest");
        }
        Vetted vetted = vet(manifest.getMainAttributes());
        look(file, jar.getParent(), vetted.symbolicName(), now.allowances());
        if (now.signers().isPresent()) {
          now.signers().get().check(file);
        }
        return vetted;
      }
    } catch (IOException e) {
      throw new RefusedException("not a complete jar: " + e.getMessage());
    } catch (SecurityException e) {
      throw new RefusedException("signature: " + e.getMessage());
    }
  }

  private void look(JarFile file, Path scratch, String name, List<Allowance> allowances)
      throws IOException, RefusedException {
    ReferenceLint lint = new ReferenceLint(rules, name, allowances);
    String classPath = file.getManifest().getMainAttributes().getValue(Constants.BUNDLE_CLASSPATH);
    new JarContents(scratch, HeaderClause.allPaths(classPath), lint::look).read(file);
    lint.conclude();
  }

  private Vetted vet(Attributes manifest) throws RefusedException {
    Version version;
    String name;
    try {
      name = name(manifest);
      version = Version.parseVersion(manifest.getValue(Constants.BUNDLE_VERSION));
      vetExports(HeaderClause.parse(manifest.getValue(Constants.EXPORT_PACKAGE)));
      vetImports(HeaderClause.parse(manifest.getValue(Constants.IMPORT_PACKAGE)));
    } catch (IllegalArgumentException e) {
      throw new RefusedException("no bundle: bad manifest: " + e.getMessage());
    }
    return new Vetted(name, version);
  }

  private String name(Attributes manifest) throws RefusedException {
    List<HeaderClause> clauses =
        HeaderClause.parse(manifest.getValue(Constants.BUNDLE_SYMBOLICNAME));
    if (clauses.isEmpty() || clauses.get(0).paths().isEmpty()) {
      throw new RefusedException("no bundle: its manifest has no Bundle-SymbolicName");
    }
    String format = manifest.getValue(Constants.BUNDLE_MANIFESTVERSION);
    if (!"2".equals(format == null ? null : format.strip())) {
      throw new RefusedException("no bundle: Bundle-ManifestVersion is " + format + ", not 2");
    }
    String name = clauses.get(0).paths().get(0);
    if (ground.has(name)) {
      throw new RefusedException("symbolic name " + name + " is that of a bundle of the node");
    }
    if (manifest.getValue(Constants.FRAGMENT_HOST) != null) {
      throw new RefusedException(
          name + " is a fragment of " + manifest.getValue(Constants.FRAGMENT_HOST));
    }
    return name;
  }

  private void vetExports(List<HeaderClause> exports) throws RefusedException {
    for (HeaderClause clause : exports) {
      for (String path : clause.paths()) {
        if (path.startsWith(OURS) && !ground.versions(path).isEmpty()) {
          throw new RefusedException(
              "exports the API package %s %s; a policy imports it only"
                  .formatted(path, clause.version()));
        }
        if (path.startsWith(OURS + "api") || path.startsWith(OURS + "wire")) {
          throw new RefusedException("exports " + path + ", a name of the node's own packages");
        }
        if (ground.needs(path)) {
          throw new RefusedException(
              "exports " + path + ", which a bundle of the node provides or uses");
        }
      }
    }
  }

  private void vetImports(List<HeaderClause> imports) throws RefusedException {
    for (HeaderClause clause : imports) {
      for (String path : clause.paths()) {
        List<Version> offered = ground.versions(path);
        if (!path.startsWith(OURS) || clause.optional()) {
          continue;
        }
        if (offered.isEmpty()
            && (path.startsWith(OURS + "api") || path.startsWith(OURS + "wire"))) {
          throw new RefusedException("needs " + path + ", which this node does not have");
        }
        VersionRange range = new VersionRange(clause.version().isEmpty() ? "0" : clause.version());
        if (!offered.isEmpty() && offered.stream().noneMatch(range::includes)) {
          throw new RefusedException(
              "wrong API version: needs %s %s, this node has %s"
                  .formatted(path, range, offered.get(0)));
        }
      }
    }
  }
}
