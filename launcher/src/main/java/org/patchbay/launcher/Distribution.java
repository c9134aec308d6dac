package org.patchbay.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The unpacked distribution: {@code features/}, {@code system/} with the bundles in Maven's layout,
 * and their checksums by file name in {@code system/SHA256SUMS}. Immutable.
 */
record Distribution(Path root) {
  private static final String SUMS = "SHA256SUMS";

  /** Names of the features that are there, sorted. */
  List<String> features() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("features"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json"))
          .map(name -> name.substring(0, name.length() - ".json".length()))
          .sorted()
          .toList();
    }
  }

  /** Reads and merges features. */
  Composition compose(List<String> names) throws IOException {
    List<Feature> features = new ArrayList<>();
    for (String name : names) {
      features.add(Feature.read(root.resolve("features").resolve(name + ".json")));
    }
    return Composition.of(features);
  }

  /** The jar of a bundle. */
  Path jar(BundleId id) {
    return root.resolve("system").resolve(id.path());
  }

  /**
   * Compares what would be installed with the checksums that the build wrote.
   *
   * @throws IOException naming the first file that is missing, unknown or altered
   */
  void verify(Composition composition) throws IOException {
    Map<String, String> sums = sums();
    for (Feature.Entry entry : composition.bundles()) {
      Path jar = jar(entry.id());
      String expected = sums.get(jar.getFileName().toString());
      if (!Files.isRegularFile(jar)) {
        throw new IOException("bundle " + entry.id() + " is missing: " + jar);
      }
      if (expected == null) {
        throw new IOException("bundle " + entry.id() + " has no checksum in system/" + SUMS);
      }
      String actual = sha256(jar);
      if (!expected.equalsIgnoreCase(actual)) {
        throw new IOException(
            "bundle %s was altered: %s has SHA-256 %s, system/%s says %s"
                .formatted(entry.id(), jar, actual, SUMS, expected));
      }
    }
  }

  private Map<String, String> sums() throws IOException {
    Map<String, String> sums = new HashMap<>();
    for (String line : Files.readAllLines(root.resolve("system").resolve(SUMS))) {
      String[] parts = line.strip().split("\\s+\\*?", 2);
      if (parts.length == 2) {
        sums.put(parts[1], parts[0]);
      }
    }
    return sums;
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
