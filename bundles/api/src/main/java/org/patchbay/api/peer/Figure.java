package org.patchbay.api.peer;

/**
 * What a conversation knows of its peer and nobody decides by: figures for people (protocol-facts
 * §17.1). Truth values are 0 and 1.
 */
public enum Figure {
  /** Whether we asked it for compact blocks without being asked (§7.6). */
  HIGH_BANDWIDTH_TO,
  /** Whether it asked us for the same. */
  HIGH_BANDWIDTH_FROM,
  /** Height of a header download that proves its work first; -1 while there is none (§14.5). */
  PRESYNCED_HEADERS,
  /** Height of the last header that we have in common; -1 where none is known. */
  SYNCED_HEADERS,
  /** Height of the last block that we have in common; -1 where none is known. */
  SYNCED_BLOCKS,
  /** Whether addresses are relayed with it. */
  ADDRESS_RELAY,
  /** Addresses from it that were looked at. */
  ADDRESSES_PROCESSED,
  /** Addresses from it beyond its rate. */
  ADDRESSES_RATE_LIMITED,
  /**
   * The lowest fee rate that it takes, in satoshi per 1000 virtual bytes; 0 where it named none.
   */
  FEE_FILTER,
  /** Transactions that it is yet to be told of; 0 where it takes no part in their relay. */
  INV_TO_SEND
}
