package org.patchbay.mining;

import org.patchbay.api.rpc.RpcCode;
import org.patchbay.api.rpc.RpcException;
import org.patchbay.wire.Network;

/** The one network on which blocks are made. */
final class Regtest {
  private Regtest() {}

  /**
   * Refuses a method elsewhere.
   *
   * @throws RpcException on other networks
   */
  static void only(Network network, String method) {
    if (network != Network.REGTEST) {
      throw new RpcException(
          RpcCode.MISC_ERROR,
          "%s works on regtest alone: nothing here checks scripts or keeps coins of %s, so a block"
                  .formatted(method, network.id())
              + " that this node makes or approves could be invalid");
    }
  }
}
