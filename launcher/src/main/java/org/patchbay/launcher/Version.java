package org.patchbay.launcher;

/** The product's version, from the launcher's manifest. */
final class Version {
  private Version() {}

  /** As Maven has it, for example {@code 0.1.0-SNAPSHOT}. */
  static String full() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "0.0.0" : version;
  }

  /** As peers see it, for example {@code 0.1.0}. */
  static String release() {
    return full().replace("-SNAPSHOT", "");
  }
}
