package org.patchbay.launcher;

import org.osgi.framework.BundleException;

/** A start that does not come to its end because the node was told to stop. */
final class CalledOff extends BundleException {
  private static final long serialVersionUID = 1;

  CalledOff() {
    super("stopped while it started");
  }
}
