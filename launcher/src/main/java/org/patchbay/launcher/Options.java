package org.patchbay.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.patchbay.launcher.conf.CoreStart;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The command line. Confined to the main thread. */
@Command(
    name = "patchbay",
    sortOptions = false,
    usageHelpWidth = 100,
    description =
        "Runs a Bitcoin P2P node. Without --network it runs on regtest with an embedded network of"
            + " lab peers. Bitcoin Core's options are taken too, with one dash as -regtest or"
            + " -whitelist=192.168.1.0/24; with them the network is main unless another is named.",
    footer =
        "%nOf a node that runs: patchbay sh [COMMAND], patchbay cli METHOD. Without a node: patchbay"
            + " replay FILE --policy JAR|NAME. sh --help, cli -help and replay --help have the rest.")
final class Options {
  private static final List<String> NETWORKS =
      List.of("main", "test", "testnet4", "signet", "regtest");

  /** What every node has, whatever is asked for. */
  private static final String BASE = "base";

  private static final String LAB = "lab";
  private static final String SHELL = "shell";
  private static final List<String> NODE = List.of("node", "policies", "vitals", "rpc");

  @Option(
      names = "--network",
      paramLabel = "NETWORK",
      description = "main, test, testnet4, signet or regtest; nothing of the lab is installed.")
  String network;

  @Option(
      names = "--conf",
      paramLabel = "FILE",
      description = "A bitcoin.conf; -datadir=DIR has DIR/bitcoin.conf read where it is there.")
  Path conf;

  @Option(
      names = "--connect",
      paramLabel = "HOST:PORT",
      description = "Keeps a connection to this node; repeatable.")
  List<String> connect = new ArrayList<>();

  @Option(
      names = "--listen",
      paramLabel = "ADDR:PORT",
      description = "Accepts connections here; port 0 lets the system choose; repeatable.")
  List<String> listen = new ArrayList<>();

  @Option(
      names = "--features",
      paramLabel = "A,B",
      split = ",",
      description = "The node's features in place of node,policies,vitals,rpc,shell (and lab).")
  List<String> features = new ArrayList<>();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The node's folder: config, deploy, log and what it stores.")
  Path data;

  @Option(
      names = "--pid",
      paramLabel = "FILE",
      description = "Holds the process while the node runs; patchbay.pid of its folder otherwise.")
  String pid = "patchbay.pid";

  @Option(
      names = "--set",
      paramLabel = "PID.KEY=VALUE",
      description = "Sets one configuration key for this run, before config/; repeatable.")
  List<String> set = new ArrayList<>();

  @Option(
      names = "--no-shell",
      description =
          "Reads nothing from stdin and runs until SIGTERM; \"patchbay sh\" gives a shell. With a shell"
              + " of its own, the end of its input stops the node.")
  boolean noShell;

  @Option(names = "--help", usageHelp = true, description = "Prints this and exits.")
  boolean help;

  @Option(names = "--version", versionHelp = true, description = "Prints the version and exits.")
  boolean version;

  /** Options in Bitcoin Core's form; they and a bitcoin.conf are read by {@link #readCore}. */
  private final List<String> words = new ArrayList<>();

  /** What they say, as framework properties. */
  private Map<String, String> core = Map.of();

  /** What is to be told of them. */
  List<String> notes = List.of();

  /** Puts the words of Bitcoin Core's form aside; answers the others. */
  String[] withoutCoreWords(String... args) {
    List<String> rest = new ArrayList<>();
    boolean node = args.length > 0 && !args[0].equals("new-policy");
    for (String word : args) {
      switch (word) {
        case "-h", "-?", "-help" -> rest.add("--help");
        case "-version" -> rest.add("--version");
        default -> (node && CoreStart.isWord(word) ? words : rest).add(word);
      }
    }
    return rest.toArray(String[]::new);
  }

  /**
   * Reads Bitcoin Core's options and file, where there are any.
   *
   * @param home the node's folder, where no option names it
   * @throws IllegalArgumentException naming what cannot be, and why
   */
  void readCore(Path home) throws IOException {
    if (words.isEmpty() && conf == null) {
      return;
    }
    if (network != null) {
      words.add("-chain=" + network);
    }
    CoreStart start = CoreStart.read(words, Optional.ofNullable(conf), data == null ? home : data);
    network = start.network();
    data = start.data().orElse(data);
    pid = start.pid().orElse(pid);
    core = start.properties();
    notes = start.notes();
  }

  /**
   * Checks what the parser cannot.
   *
   * @throws ParameterException naming option, value and what is allowed
   */
  void check(CommandLine line, List<String> available) {
    if (network != null && !NETWORKS.contains(network)) {
      throw refuse(line, "--network", network, String.join(", ", NETWORKS));
    }
    connect.forEach(value -> checkEndpoint(line, "--connect", value, 1));
    listen.forEach(value -> checkEndpoint(line, "--listen", value, 0));
    for (String feature : features) {
      if (!available.contains(feature)) {
        throw refuse(line, "--features", feature, String.join(", ", available));
      }
      if (feature.equals(LAB) && network != null) {
        throw refuse(line, "--features", LAB, "the lab only without --network");
      }
    }
    for (String value : set) {
      if (!value.matches("[^=.\\s]+(\\.[^=.\\s]+)+=.*")) {
        throw refuse(line, "--set", value, "PID.KEY=VALUE, as patchbay.engine.outbound=8");
      }
    }
  }

  /** Names of the features to merge, in order, each once. */
  List<String> chosen(List<String> available) {
    Set<String> chosen = new LinkedHashSet<>();
    chosen.add(BASE);
    if (features.isEmpty()) {
      chosen.addAll(NODE);
      chosen.add(SHELL);
      if (network == null) {
        chosen.add(LAB);
      }
      chosen.retainAll(available);
    } else {
      chosen.addAll(features);
    }
    return List.copyOf(chosen);
  }

  /** The options as framework properties that the configuration reads. */
  Map<String, String> overrides(Path folder) {
    Map<String, String> map = new LinkedHashMap<>(core);
    map.put("patchbay.override/patchbay.node/network", network == null ? "regtest" : network);
    map.put("patchbay.override/patchbay.node/data", folder.toString());
    map.put("patchbay.terminal", noShell ? "none" : "stdin");
    override(map, "patchbay.engine/connect", connect);
    override(map, "patchbay.engine/listen", listen);
    for (int i = 0; i < set.size(); i++) {
      map.put("patchbay.set/" + i, set.get(i));
    }
    return map;
  }

  /** An option of this node's own counts before one of Bitcoin Core's. */
  private static void override(Map<String, String> map, String key, List<String> values) {
    if (!values.isEmpty()) {
      map.put("patchbay.override/" + key, String.join(",", values));
      map.remove("patchbay.source/" + key);
    }
  }

  private static void checkEndpoint(CommandLine line, String option, String value, int lowest) {
    int colon = value.lastIndexOf(':');
    String host = colon < 0 ? "" : value.substring(0, colon);
    String port = value.substring(colon + 1);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    boolean good =
        !host.isBlank()
            && (bracketed || host.indexOf(':') < 0)
            && !host.contains(",")
            && port.matches("\\d{1,5}")
            && Integer.parseInt(port) >= lowest
            && Integer.parseInt(port) <= 65_535;
    if (!good) {
      throw refuse(
          line, option, value, "HOST:PORT with port " + lowest + " to 65535, IPv6 in brackets");
    }
  }

  private static ParameterException refuse(
      CommandLine line, String option, String value, String allowed) {
    return new ParameterException(line, option + " \"" + value + "\": allowed: " + allowed);
  }
}
