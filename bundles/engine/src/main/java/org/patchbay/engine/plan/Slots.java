package org.patchbay.engine.plan;

/**
 * How many connections the plan keeps (protocol-facts §9.1). Immutable.
 *
 * @param fullRelay for blocks, transactions and addresses
 * @param blockRelay for blocks alone
 * @param inbound that others may open; they count only for whether we are offline
 */
public record Slots(int fullRelay, int blockRelay, int inbound) {
  /** What Bitcoin Core opens in all by itself when it runs with other slots than its own (§9.2). */
  static final int DEFAULT_FULL_RELAY = 8;

  private static final int TEMPORARY = 1;
  private static final int ENOUGH_GROUPS = 2;

  /** Full relay, block relay and one more, which feelers and extra peers take in turn. */
  public int automatic() {
    return fullRelay + blockRelay + TEMPORARY;
  }

  /** Groups that have to be connected before a failure is the address's and not our own. */
  int groupsOnline() {
    return Math.min(automatic() + inbound - 1, ENOUGH_GROUPS);
  }
}
