package org.patchbay.bench.attacks;

/** What an attacker does with many connections; made anew for each run. */
interface Attack extends Conduct {
  /** Many groups: each address is in one of its own. */
  int OWN = Integer.MAX_VALUE;

  /** Connections that he wants, for each hundred slots of the node. */
  default int percent() {
    return 40;
  }

  /** Network groups (/16) in which his addresses are. */
  default int groups() {
    return OWN;
  }
}
