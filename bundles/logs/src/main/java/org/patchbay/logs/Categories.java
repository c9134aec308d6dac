package org.patchbay.logs;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The categories that there are, and whose lines each has. */
final class Categories {
  static final String ALL = "all";

  /** Stands for all in what operators and Bitcoin Core's tools say. */
  private static final Set<String> WORDS_FOR_ALL = Set.of(ALL, "1", "");

  private static final String OURS = "org.patchbay.";

  /** Those of Bitcoin Core that have lines here. */
  private static final Map<String, String> CORES =
      Map.of(
          "addrman", "addrbook",
          "cmpctblock", "cmpctblock",
          "i2p", "i2p",
          "mempool", "mempool",
          "mempoolrej", "mempoolrej",
          "net", "engine transport protocols portmap",
          "rpc", "rpc chainrpc mining",
          "tor", "tor",
          "txpackages", "txpackages",
          "validation", "chain");

  /** Those of parts that it does not have. */
  private static final Map<String, String> OTHERS =
      Map.of(
          "bans", "bans",
          "config", "deploy",
          "health", "health remedy",
          "lab", "lab",
          "metrics", "metrics prometheus events",
          "policies", "trial rules record",
          "shell", "shell");

  /** Those of Bitcoin Core that nothing here is of the kind of. */
  private static final Set<String> CORES_ALONE =
      Set.of(
          "bench",
          "blockstorage",
          "coindb",
          "estimatefee",
          "http",
          "ipc",
          "kernel",
          "leveldb",
          "libevent",
          "lock",
          "privatebroadcast",
          "proxy",
          "prune",
          "qt",
          "rand",
          "reindex",
          "scan",
          "selectcoins",
          "txreconciliation",
          "walletdb",
          "zmq");

  private static final SortedMap<String, List<String>> LOGGERS = new TreeMap<>();

  static {
    CORES.forEach((name, bundles) -> LOGGERS.put(name, loggers(bundles)));
    OTHERS.forEach((name, bundles) -> LOGGERS.put(name, loggers(bundles)));
  }

  private Categories() {}

  private static List<String> loggers(String bundles) {
    return List.of(bundles.split(" ")).stream().map(OURS::concat).toList();
  }

  /** All of them, with the loggers of each. */
  static SortedMap<String, List<String>> all() {
    return LOGGERS;
  }

  /** Whether Bitcoin Core has one of that name. */
  static boolean core(String name) {
    return CORES.containsKey(name);
  }

  /**
   * Those that a word stands for.
   *
   * @throws IllegalArgumentException saying why there is none
   */
  static Set<String> named(String word) {
    if (WORDS_FOR_ALL.contains(word)) {
      return LOGGERS.keySet();
    } else if (LOGGERS.containsKey(word)) {
      return Set.of(word);
    }
    throw new IllegalArgumentException(
        CORES_ALONE.contains(word)
            ? "unknown logging category %s: of what Bitcoin Core writes there, nothing is written here"
                .formatted(word)
            : "unknown logging category " + word);
  }

  /** The category of a logger; empty for what is not ours. */
  static String of(String logger) {
    if (logger.startsWith(OURS)) {
      for (Map.Entry<String, List<String>> each : LOGGERS.entrySet()) {
        for (String prefix : each.getValue()) {
          if (logger.startsWith(prefix) && ends(logger, prefix.length())) {
            return each.getKey();
          }
        }
      }
    }
    return "";
  }

  private static boolean ends(String logger, int length) {
    return logger.length() == length || logger.charAt(length) == '.';
  }
}
