package org.patchbay.api.peer;

/** How a connection came to be and what it is for (protocol-facts §9.1, names of §17.1). */
public enum ConnectionType {
  /** The other end opened it. */
  INBOUND("inbound"),
  /** Opened by the connection plan for blocks, transactions and addresses. */
  OUTBOUND_FULL_RELAY("outbound-full-relay"),
  /** Opened by the connection plan for blocks alone. */
  BLOCK_RELAY_ONLY("block-relay-only"),
  /** Asked for by the operator. */
  MANUAL("manual"),
  /** Opened to ask for addresses. */
  ADDR_FETCH("addr-fetch"),
  /** Opened to test an address. */
  FEELER("feeler");

  private final String label;

  ConnectionType(String label) {
    this.label = label;
  }

  /** Bitcoin Core's name for it. */
  public String label() {
    return label;
  }

  /** True for every connection that we opened. */
  public boolean outbound() {
    return this != INBOUND;
  }

  /** True for what the connection plan opened by itself. */
  public boolean automatic() {
    return outbound() && this != MANUAL;
  }
}
