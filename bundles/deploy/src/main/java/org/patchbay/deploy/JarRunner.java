package org.patchbay.deploy;

import java.nio.file.Path;

/** Runs vetted jars. */
interface JarRunner {
  /**
   * Installs and starts a jar and has its components prove themselves; on failure nothing of it
   * remains.
   *
   * @param jar the file as the operator knows it
   * @param content what is installed
   * @return the bundle's id
   * @throws UnresolvedException when something it needs is not there
   * @throws RefusedException when it does not start
   */
  long start(Path jar, Path content) throws RefusedException;

  /** Stops and uninstalls a bundle; its classes can be collected afterwards. */
  void stop(long bundle);

  /** Something the jar needs is not there. */
  final class UnresolvedException extends RefusedException {
    private static final long serialVersionUID = 1;

    UnresolvedException(String message) {
      super(message);
    }
  }
}
