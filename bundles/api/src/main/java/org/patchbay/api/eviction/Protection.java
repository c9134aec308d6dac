package org.patchbay.api.eviction;

/** What keeps a peer from being evicted (protocol-facts §10.6), in the order of the steps. */
enum Protection {
  NET_GROUP("network group: 4 are kept by a secret order of groups"),
  PING("ping: the 8 quickest are kept"),
  TRANSACTION("transactions: the 4 that last gave us one are kept"),
  BLOCK_RELAY(
      "blocks: of the 8 that last gave us one and relay no transactions, useful ones are kept"),
  BLOCK("blocks: the 4 that last gave us one are kept"),
  RARE_NETWORK("network: of rare ones up to a quarter of the rest is kept, the longest connected"),
  AGE("time: half of the rest is kept, the longest connected");

  private final String sentence;

  Protection(String sentence) {
    this.sentence = sentence;
  }

  String sentence() {
    return sentence;
  }
}
