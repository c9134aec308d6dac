package org.patchbay.lab;

/** What a lab peer plays. Its user agent says so. */
enum Part {
  /** Mines, and follows the node where that has the longer chain. */
  MINER("LabMiner", 0, 0, 0, 0),
  /** Behaves. */
  PEER("LabPeer", 1, 30, 50, 400),
  /** Behaves, late. */
  SLOW("LabSlow", 100, 400, 1_000, 3_000),
  /** Behaves, leaves and comes back. */
  WANDERER("LabWanderer", 5, 50, 50, 400),
  /** Sends payloads that do not parse, wrong checksums and commands nobody knows. */
  GARBLER("LabGarbler", 5, 50, 50, 400),
  /** Sends bursts of ping and inv, and now and then an inv above the maximum. */
  FLOODER("LabFlooder", 5, 50, 50, 400),
  /** Sends addresses that nobody asked for. */
  GOSSIP("LabGossip", 5, 50, 50, 400),
  /** Sends headers that connect to nothing. */
  STRAY("LabStray", 5, 50, 50, 400),
  /** Announces transactions and new blocks, and delivers none of them. */
  WITHHOLDER("LabWithholder", 5, 50, 3_000, 6_000),
  /** Sends transactions that no node takes: invalid ones, and orphans. */
  JUNKER("LabJunker", 5, 50, 50, 400),
  /** Part of an attack that the operator asked for. */
  ATTACKER("LabAttacker", 0, 0, 0, 0);

  private final String agent;
  private final Range pong;
  private final Range announcement;

  Part(String agent, long pongLeast, long pongMost, long announceLeast, long announceMost) {
    this.agent = agent;
    this.pong = new Range(pongLeast, pongMost);
    this.announcement = new Range(announceLeast, announceMost);
  }

  /** Name in the user agent. */
  String agent() {
    return agent;
  }

  /** Whether it announces transactions by wtxid (BIP339); late ones are of an older make. */
  boolean wtxid() {
    return this != SLOW;
  }

  /** Whether it hands out what it announces. */
  boolean delivers() {
    return this != WITHHOLDER && this != ATTACKER;
  }

  /** How long it takes to answer a ping. */
  Range pong() {
    return pong;
  }

  /** How long a new header takes to reach it. */
  Range announcement() {
    return announcement;
  }
}
