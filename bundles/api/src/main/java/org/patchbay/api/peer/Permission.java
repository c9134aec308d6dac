package org.patchbay.api.peer;

/** What an operator allows a peer beyond the ordinary (protocol-facts §11.5). */
public enum Permission {
  /** Never banned, discouraged or evicted; implies {@link #DOWNLOAD}. */
  NOBAN,
  /** Headers are served below the minimum work. */
  DOWNLOAD,
  /** Address intake is not limited. */
  ADDR,
  /** Its transactions are taken in blocks-only mode, and its announcements are not limited. */
  RELAY,
  /** Its transactions are relayed even when they are known; implies {@link #RELAY}. */
  FORCERELAY,
  /** It may ask for the whole pool (BIP35). */
  MEMPOOL,
  /** It is served through a Bloom filter that it loads (BIP37), and may ask for the whole pool. */
  BLOOMFILTER
}
