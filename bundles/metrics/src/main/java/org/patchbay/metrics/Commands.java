package org.patchbay.metrics;

import java.util.List;

/** The commands of the protocol (protocol-facts §5 to §7): no statistics are kept of others. */
final class Commands {
  /** Label under which the rest is counted (protocol-facts §17.1). */
  static final String OTHER = "*other*";

  /** In the order of the protocol's description. */
  static final List<String> KNOWN =
      List.of(
          "version",
          "verack",
          "wtxidrelay",
          "sendaddrv2",
          "feature",
          "sendtxrcncl",
          "sendheaders",
          "sendcmpct",
          "feefilter",
          "ping",
          "pong",
          "getaddr",
          "addr",
          "addrv2",
          "inv",
          "getdata",
          "notfound",
          "getblocks",
          "getheaders",
          "headers",
          "mempool",
          "tx",
          "block",
          "merkleblock",
          "cmpctblock",
          "getblocktxn",
          "blocktxn",
          "filterload",
          "filteradd",
          "filterclear",
          "getcfilters",
          "cfilter",
          "getcfheaders",
          "cfheaders",
          "getcfcheckpt",
          "cfcheckpt",
          "alert",
          "reject",
          "sendpackages",
          "ancpkginfo",
          "getpkgtxns",
          "pkgtxns",
          "reqrecon",
          "sketch",
          "reqsketchext",
          "reconcildiff");

  private Commands() {}
}
