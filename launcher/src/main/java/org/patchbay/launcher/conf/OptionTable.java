package org.patchbay.launcher.conf;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every option of Bitcoin Core that means something here, and what it means. */
final class OptionTable {
  private static final String ENGINE = "patchbay.engine";
  private static final String TRANSPORT = "patchbay.transport";
  private static final String BOOK = "patchbay.addrbook";
  private static final String POOL = "patchbay.mempool";
  private static final String BLOCKS = "patchbay.protocols.blocks";
  private static final String TOR = "patchbay.tor";
  private static final String I2P = "patchbay.i2p";
  private static final String RPC = "patchbay.rpc";

  /** Read by whoever starts the node: they say which network, folder and files. */
  static final List<String> START =
      List.of(
          "chain",
          "regtest",
          "signet",
          "testnet",
          "testnet4",
          "datadir",
          "conf",
          "includeconf",
          "pid",
          "help",
          "h",
          "?",
          "version");

  private static final List<CoreOption> ROWS =
      List.of(
          CoreOption.by("addnode", Connecting::peers).forMainUnlessInASection(),
          CoreOption.by("asmap", OptionTable::asmap),
          CoreOption.by("bantime", OptionTable::bantime),
          CoreOption.part("bind").forMainUnlessInASection(),
          CoreOption.offAlone("blockreconstructionextratxn", "no such transactions are kept yet"),
          CoreOption.by("blocksonly", OptionTable::blocksOnly),
          CoreOption.offAlone(
              "capturemessages",
              "captures begin by record:capture PEER on, for one peer at a time"),
          CoreOption.flag("cjdnsreachable", ENGINE, "cjdns.reachable"),
          CoreOption.part("connect").forMainUnlessInASection(),
          CoreOption.flag("discover", ENGINE, "discover"),
          CoreOption.flag("dns", ENGINE, "lookups"),
          CoreOption.flag("dnsseed", BOOK, "dns.seeds"),
          CoreOption.list("externalip", ENGINE, "external", Hosts::any),
          CoreOption.by("fixedseeds", OptionTable::fixedSeeds),
          CoreOption.flag("forcednsseed", BOOK, "dns.forced"),
          CoreOption.part("i2pacceptincoming"),
          CoreOption.by("i2psam", OptionTable::i2p),
          CoreOption.by("listen", Listening::settle),
          CoreOption.flag("listenonion", TOR, "enabled"),
          CoreOption.by("maxconnections", Connecting::slots),
          CoreOption.number("maxreceivebuffer", TRANSPORT, "receive.mark", 1, 1_000_000, 1_000),
          CoreOption.number("maxsendbuffer", TRANSPORT, "send.mark", 1, 1_000_000, 1_000),
          CoreOption.by("maxuploadtarget", Connecting::upload),
          CoreOption.flag("natpmp", "patchbay.portmap", "enabled"),
          CoreOption.flag("networkactive", ENGINE, "network.active"),
          CoreOption.part("onion"),
          CoreOption.list("onlynet", ENGINE, "onlynet", OptionTable::network),
          CoreOption.offAlone("peerblockfilters", "block filters are not built"),
          CoreOption.flag("peerbloomfilters", BLOCKS, "bloom.filters"),
          CoreOption.number("peertimeout", ENGINE, "handshake.seconds", 1, 3_600, 1),
          CoreOption.part("port").forMainUnlessInASection(),
          CoreOption.offAlone("privatebroadcast", "there is no private broadcast yet"),
          CoreOption.by("proxy", Connecting::proxies),
          CoreOption.flag("proxyrandomize", ENGINE, "proxy.isolation"),
          CoreOption.list("seednode", ENGINE, "seednodes", Hosts::any),
          CoreOption.number("timeout", ENGINE, "connect.millis", 1, 600_000, 1),
          CoreOption.text("torcontrol", TOR, "control"),
          CoreOption.text("torpassword", TOR, "password"),
          CoreOption.offAlone("txreconciliation", "sets of transactions are not reconciled yet"),
          CoreOption.by("uacomment", OptionTable::comment),
          CoreOption.flag("v2transport", TRANSPORT, "v2"),
          CoreOption.part("whitebind").forMainUnlessInASection(),
          CoreOption.by("whitelist", Permissions::settle),
          CoreOption.part("whitelistforcerelay"),
          CoreOption.part("whitelistrelay"),
          CoreOption.flag("server", RPC, "enabled"),
          CoreOption.list("rpcallowip", RPC, "allow", Hosts::range),
          CoreOption.list("rpcauth", RPC, "auth", OptionTable::user),
          CoreOption.by("rpcbind", RpcPlaces::listen).forMainUnlessInASection(),
          CoreOption.by("rpccookiefile", RpcPlaces::cookie),
          CoreOption.text("rpccookieperms", RPC, "cookie.readers"),
          CoreOption.text("rpcpassword", RPC, "password"),
          CoreOption.part("rpcport").forMainUnlessInASection(),
          CoreOption.number("rpcservertimeout", RPC, "timeout.seconds", 1, 86_400, 1),
          CoreOption.number("rpcthreads", RPC, "threads", 1, 256, 1),
          CoreOption.text("rpcuser", RPC, "user"),
          CoreOption.by("rpcwhitelist", RpcPlaces::whitelist),
          CoreOption.flag("rpcwhitelistdefault", RPC, "whitelist.others"),
          CoreOption.number("rpcworkqueue", RPC, "queue", 1, 100_000, 1),
          CoreOption.offAlone(
              "daemon", "the node runs in the foreground; a service manager keeps it"),
          CoreOption.offAlone(
              "daemonwait", "the node runs in the foreground; a service manager keeps it"),
          CoreOption.offAlone("wallet", "there is no wallet: allowed: 0"),
          CoreOption.onAlone("disablewallet", "there is no wallet"),
          CoreOption.offAlone("rest", "there is no REST interface"),
          CoreOption.offAlone("txindex", "transactions are not indexed"),
          CoreOption.offAlone("coinstatsindex", "coins are not indexed"),
          CoreOption.offAlone("blockfilterindex", "block filters are not built"),
          CoreOption.offAlone(
              "prune",
              "keep of patchbay.chain says how many blocks are kept; 288 unless on regtest"));

  private static final Map<String, CoreOption> BY_NAME =
      Stream.concat(ROWS.stream(), Logging.rows().stream())
          .collect(
              Collectors.toMap(
                  CoreOption::name, Function.identity(), (a, b) -> a, LinkedHashMap::new));

  private OptionTable() {}

  static boolean knows(String name) {
    return BY_NAME.containsKey(name) || START.contains(name);
  }

  /** Whether a line outside of the sections is for the main network alone. */
  static boolean forMainUnlessInASection(String name) {
    return BY_NAME.containsKey(name) && BY_NAME.get(name).ownNetwork();
  }

  /** Our configuration for what was chosen. */
  static Settled settle(Choices choices) {
    Interactions.apply(choices);
    Settled settled = new Settled();
    BY_NAME.values().forEach(row -> row.effect().settle(choices, settled));
    return settled;
  }

  private static String network(Given from, String text) {
    if (!List.of("ipv4", "ipv6", "onion", "i2p", "cjdns").contains(text)) {
      throw from.refused("allowed: ipv4, ipv6, onion, i2p, cjdns");
    }
    return text;
  }

  private static String user(Given from, String text) {
    if (!text.matches("[^:]+:[^$]+\\$[0-9a-fA-F]+")) {
      throw new IllegalArgumentException(
          from.place() + ": rpcauth: allowed: USER:SALT$HASH, as rpcauth.py prints it");
    }
    return text;
  }

  private static void asmap(Choices choices, Settled settled) {
    choices
        .one("asmap")
        .ifPresent(
            each -> {
              if (!each.negated() && each.value().matches("1?")) {
                throw each.refused("no map comes with the node: name a file");
              }
              boolean none = each.negated() || each.value().equals("0");
              settled.set(BOOK, "asmap", none ? "" : each.value(), each);
            });
  }

  /** As in Bitcoin Core the pool is then as small as may be. */
  private static void blocksOnly(Choices choices, Settled settled) {
    choices
        .one("blocksonly")
        .ifPresent(
            each -> {
              settled.set(POOL, "from.peers", String.valueOf(!each.flag()), each);
              if (each.flag()) {
                settled.set(POOL, "max.mb", "5", each);
              }
            });
  }

  private static void fixedSeeds(Choices choices, Settled settled) {
    choices
        .one("fixedseeds")
        .ifPresent(
            each -> {
              if (each.flag()) {
                throw each.refused(
                    "none come with the node; seeds of patchbay.addrbook names a file of addresses");
              }
              settled.set(BOOK, "seeds", "", each);
            });
  }

  private static void bantime(Choices choices, Settled settled) {
    choices
        .one("bantime")
        .filter(each -> each.number(0, Integer.MAX_VALUE) != 86_400)
        .ifPresent(
            each -> {
              throw each.refused(
                  "a ban without a time holds for 86400 seconds; setban and ban:add take another");
            });
  }

  private static void i2p(Choices choices, Settled settled) {
    choices
        .one("i2psam")
        .ifPresent(each -> settled.set(I2P, "sam", each.negated() ? "" : each.value(), each));
    choices
        .one("i2pacceptincoming")
        .ifPresent(each -> settled.set(I2P, "accept", String.valueOf(each.flag()), each));
  }

  private static void comment(Choices choices, Settled settled) {
    List<Given> comments = choices.many("uacomment");
    for (Given each : comments) {
      if (!each.value().matches("[A-Za-z0-9 .,;_?@-]+")) {
        throw each.refused("allowed: A-Z a-z 0-9 and \" .,;-_?@\"");
      }
    }
    if (!comments.isEmpty()) {
      settled.set(
          ENGINE,
          "user.agent.comment",
          comments.stream().map(Given::value).collect(Collectors.joining("; ")),
          comments.get(0));
    }
  }
}
