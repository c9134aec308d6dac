package org.patchbay.ratelimit;

/** Kinds of messages that are limited together. */
enum MessageClass {
  /** Handshake, ping, settings and small requests. */
  CONTROL,
  /** Addresses. */
  ADDR,
  /** Inventory, and requests for what it names. */
  INV,
  /** Transactions. */
  TX,
  /** Blocks, whole, compact or filtered. */
  BLOCK,
  /** Headers, and requests for them. */
  HEADERS,
  /** Whatever else. */
  OTHER;

  /** The class of a command as on the wire (protocol-facts §5). Allocates nothing. */
  static MessageClass of(String command) {
    return switch (command) {
      case "version", "verack", "wtxidrelay", "sendaddrv2", "feature", "sendtxrcncl" -> CONTROL;
      case "ping", "pong", "sendheaders", "sendcmpct", "feefilter", "getaddr" -> CONTROL;
      case "mempool", "filterload", "filteradd", "filterclear" -> CONTROL;
      case "addr", "addrv2" -> ADDR;
      case "inv", "getdata", "notfound" -> INV;
      case "tx" -> TX;
      case "block", "cmpctblock", "getblocktxn", "blocktxn", "merkleblock" -> BLOCK;
      case "headers", "getheaders", "getblocks" -> HEADERS;
      case "getcfilters", "cfilter", "getcfheaders", "cfheaders", "getcfcheckpt", "cfcheckpt" ->
          HEADERS;
      default -> OTHER;
    };
  }
}
