package org.patchbay.launcher;

import java.nio.file.Path;

/**
 * A bundle's coordinates as feature files write them: {@code
 * group:artifact[:type[:classifier]]:version}. Immutable.
 *
 * @param classifier empty when there is none
 */
record BundleId(String group, String artifact, String classifier, String version) {

  static BundleId parse(String text) {
    String[] parts = text.split(":", -1);
    for (String part : parts) {
      if (part.isBlank() || part.contains("..") || part.contains("/") || part.contains("\\")) {
        throw new IllegalArgumentException("bundle id \"" + text + "\": bad part \"" + part + "\"");
      }
    }
    return switch (parts.length) {
      case 3 -> new BundleId(parts[0], parts[1], "", parts[2]);
      case 4 -> new BundleId(parts[0], parts[1], "", parts[3]);
      case 5 -> new BundleId(parts[0], parts[1], parts[3], parts[4]);
      default ->
          throw new IllegalArgumentException(
              "bundle id \"" + text + "\": not group:artifact[:type[:classifier]]:version");
    };
  }

  /** What may be installed once only, in whatever version. */
  String identity() {
    return group + ":" + artifact + (classifier.isEmpty() ? "" : ":" + classifier);
  }

  /** The jar's place below a folder in Maven's layout. */
  Path path() {
    String file =
        artifact + "-" + version + (classifier.isEmpty() ? "" : "-" + classifier) + ".jar";
    return Path.of(group.replace('.', '/'), artifact, version, file);
  }

  @Override
  public String toString() {
    return identity() + ":" + version;
  }
}
