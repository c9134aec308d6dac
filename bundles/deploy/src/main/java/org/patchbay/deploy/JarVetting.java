package org.patchbay.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

/** Judges a jar by reading it, before the framework hears of it. */
final class JarVetting {
  /** A policy is small; a larger file in the folder is a mistake. */
  private static final long MAX_BYTES = 64_000_000;

  private static final String OURS = "org.patchbay.";

  private final Ground ground;

  JarVetting(Ground ground) {
    this.ground = ground;
  }

  /** A jar that may be installed. Immutable. */
  record Vetted(String symbolicName, Version version) {}

  /**
   * Vets one jar.
   *
   * @throws RefusedException saying in one line what is wrong with it
   */
  Vetted vet(Path jar) throws RefusedException {
    try {
      long size = Files.size(jar);
      if (size > MAX_BYTES) {
        throw new RefusedException("length %d (max %d)".formatted(size, MAX_BYTES));
      }
      try (JarFile file = new JarFile(jar.toFile())) {
        readWhole(file);
        Manifest manifest = file.getManifest();
        if (manifest == null) {
          throw new RefusedException("no bundle: it has no manifest");
        }
        return vet(manifest.getMainAttributes());
      }
    } catch (IOException | SecurityException e) {
      throw new RefusedException("not a complete jar: " + e.getMessage());
    }
  }

  /**
   * A copy under way may have its directory already; only reading shows that bytes are missing. The
   * checksum is compared here because {@link JarFile} does not.
   */
  private static void readWhole(JarFile file) throws IOException {
    byte[] buffer = new byte[1 << 14];
    for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
      JarEntry entry = entries.nextElement();
      CRC32 checksum = new CRC32();
      long total = 0;
      try (InputStream in = file.getInputStream(entry)) {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          checksum.update(buffer, 0, n);
          total += n;
          if (total > MAX_BYTES) {
            throw new IOException(entry + " unpacks to more than " + MAX_BYTES + " bytes");
          }
        }
      }
      if (checksum.getValue() != entry.getCrc()) {
        throw new IOException("bad checksum of " + entry);
      }
    }
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
