package org.patchbay.rpc;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.patchbay.api.rpc.RpcCode;
import org.patchbay.api.rpc.RpcException;

/** Stops the node. */
final class Shutdown {
  private Shutdown() {}

  /** The framework stops on a thread of its own; the call returns at once. */
  static void of(Bundle system) {
    try {
      system.stop();
    } catch (BundleException e) {
      throw new RpcException(RpcCode.MISC_ERROR, "The node cannot be stopped: " + e.getMessage());
    }
  }
}
