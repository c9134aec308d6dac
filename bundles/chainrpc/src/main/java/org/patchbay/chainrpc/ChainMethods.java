package org.patchbay.chainrpc;

import static org.patchbay.api.rpc.Shape.array;
import static org.patchbay.api.rpc.Shape.bool;
import static org.patchbay.api.rpc.Shape.field;
import static org.patchbay.api.rpc.Shape.hex;
import static org.patchbay.api.rpc.Shape.maybe;
import static org.patchbay.api.rpc.Shape.number;
import static org.patchbay.api.rpc.Shape.object;
import static org.patchbay.api.rpc.Shape.string;
import static org.patchbay.api.rpc.Shape.time;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.patchbay.api.chain.BlockTree;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.rpc.RpcMethod;
import org.patchbay.wire.Network;

/** getblockchaininfo and getchaintips. */
final class ChainMethods {
  private static final String BLOCKCHAIN = "blockchain";
  private static final long SPACING = 600;
  private static final long RECENT = 2 * 3600;
  private static final String DEFAULT_CHALLENGE =
      "512103ad5e0edad18cb1f0fc0d28a3d4f1f3e445640337489abb10404f2d1e086be4"
          + "30210359ef5021964fe22d6f8e05b2463c9540ce96883fe3b278760f048f5189f2e6c452ae";

  private final Loop loop;
  private final Chain chain;
  private final Blocks blocks;
  private final BlockTree tree;

  ChainMethods(Loop loop, Chain chain, Blocks blocks, BlockTree tree) {
    this.loop = loop;
    this.chain = chain;
    this.blocks = blocks;
    this.tree = tree;
  }

  List<RpcMethod> all() {
    return List.of(info(), tips());
  }

  private RpcMethod info() {
    return RpcMethod.named("getblockchaininfo", BLOCKCHAIN)
        .help("How the chain stands.")
        .returns(
            object(
                "",
                field("chain", string("Network: main, test, testnet4, signet or regtest.")),
                field("blocks", number("Height of the active tip.")),
                field("headers", number("Height of the best header.")),
                field("bestblockhash", hex("Hash of the active tip.")),
                field("bits", hex("Its compact target.")),
                field("target", hex("What its hash may be at most.")),
                field("difficulty", number("How much harder than mainnet's easiest target.")),
                field("time", time("Its time.")),
                field("mediantime", time("Median time of it and the ten before it.")),
                field(
                    "verificationprogress",
                    number("Share of the chain that is here, guessed from heights and times.")),
                field("initialblockdownload", bool("Whether the node is catching up.")),
                field("chainwork", hex("Work of the active chain.")),
                field("size_on_disk", number("Bytes of blocks on disk.")),
                field("pruned", bool("Whether only the last blocks are kept.")),
                maybe("pruneheight", number("Lowest height that is kept.")),
                maybe("automatic_pruning", bool("Always: by the count of blocks, not by bytes.")),
                maybe("signet_challenge", hex("Script that signs blocks of signet.")),
                field("warnings", array("What the operator should know.", string("A warning.")))))
        .answers(call -> info(blocks.tip()));
  }

  private Map<String, Object> info(HeaderView tip) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("chain", chain.network().id());
    shown.put("blocks", tip.height());
    shown.put("headers", chain.tip().height());
    shown.put("bestblockhash", tip.hash().toString());
    shown.put("bits", HeaderJson.bits(tip.header()));
    shown.put("target", HeaderJson.target(tip.header()));
    shown.put("difficulty", HeaderJson.difficulty(tip.header().bits()));
    shown.put("time", tip.header().time());
    shown.put("mediantime", tip.medianTime());
    shown.put("verificationprogress", progress(tip));
    shown.put("initialblockdownload", blocks.initialDownload());
    shown.put("chainwork", tip.chainWork().toString());
    shown.put("size_on_disk", tree.bytesOnDisk());
    boolean pruned = blocks.keep() != Blocks.ALL;
    shown.put("pruned", pruned);
    if (pruned) {
      shown.put("pruneheight", blocks.lowest());
      shown.put("automatic_pruning", true);
    }
    if (chain.network() == Network.SIGNET) {
      shown.put("signet_challenge", DEFAULT_CHALLENGE);
    }
    shown.put(
        "warnings", List.of("Scripts are not checked: blocks and transactions may be invalid"));
    return shown;
  }

  /** Blocks of as many as there should be: those of known headers, and by the time since. */
  private double progress(HeaderView tip) {
    long ahead = Math.max(0, chain.tip().height() - tip.height());
    long old = loop.wallTime().getEpochSecond() - tip.header().time();
    long missing = old > RECENT ? Math.max(ahead, old / SPACING) : ahead;
    return missing == 0 ? 1 : (double) tip.height() / (tip.height() + missing);
  }

  private RpcMethod tips() {
    return RpcMethod.named("getchaintips", BLOCKCHAIN)
        .help(
            "The ends of all branches. active: the tip; valid-fork: was connected once;"
                + " valid-headers: all its blocks are here; headers-only: some are not; invalid:"
                + " one breaks a rule. Scripts are not checked.")
        .returns(
            array(
                "Ends, the highest first.",
                object(
                    "",
                    field("height", number("Height.")),
                    field("hash", hex("Hash.")),
                    field("branchlen", number("Blocks beside the active chain.")),
                    field("status", string("What is known of the branch.")))))
        .later(
            call ->
                Asked.<List<BlockTree.Branch>>of(tree::branches)
                    .thenApply(ends -> ends.stream().map(ChainMethods::shown).toList()));
  }

  private static Map<String, Object> shown(BlockTree.Branch branch) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("height", branch.end().height());
    shown.put("hash", branch.end().hash().toString());
    shown.put("branchlen", branch.length());
    shown.put("status", branch.state().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    return shown;
  }
}
