package org.patchbay.api.peer;

/** What an operator allows a peer beyond the ordinary (protocol-facts §11.5). */
public enum Permission {
  /** Never banned, discouraged or evicted; implies {@link #DOWNLOAD}. */
  NOBAN,
  /** Headers are served below the minimum work. */
  DOWNLOAD,
  /** Address intake is not limited. */
  ADDR,
  /** Its transactions are taken in blocks-only mode. */
  RELAY
}
