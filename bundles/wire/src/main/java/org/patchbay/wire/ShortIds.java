package org.patchbay.wire;

import java.util.HashMap;
import java.util.Map;

/** Names of messages that need one byte in version 2 (protocol-facts §3.6). Immutable. */
public final class ShortIds {
  /** Stands before a name of twelve bytes. */
  public static final int LONG = 0;

  private static final String[] NAMES = {
    "",
    "addr",
    "block",
    "blocktxn",
    "cmpctblock",
    "feefilter",
    "filteradd",
    "filterclear",
    "filterload",
    "getblocks",
    "getblocktxn",
    "getdata",
    "getheaders",
    "headers",
    "inv",
    "mempool",
    "merkleblock",
    "notfound",
    "ping",
    "pong",
    "sendcmpct",
    "tx",
    "getcfilters",
    "cfilter",
    "getcfheaders",
    "cfheaders",
    "getcfcheckpt",
    "cfcheckpt",
    "addrv2",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "feature"
  };

  private static final Map<String, Integer> IDS = new HashMap<>();

  static {
    for (int id = 0; id < NAMES.length; id++) {
      if (!NAMES[id].isEmpty()) {
        IDS.put(NAMES[id], id);
      }
    }
  }

  private ShortIds() {}

  /** The id of a name; {@link #LONG} when it has none. */
  public static int of(String command) {
    Integer id = IDS.get(command);
    return id == null ? LONG : id;
  }

  /** The name of an id from 1 to 255; empty when it has none. */
  public static String name(int id) {
    return id < NAMES.length ? NAMES[id] : "";
  }
}
