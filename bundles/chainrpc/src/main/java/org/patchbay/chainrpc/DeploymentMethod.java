package org.patchbay.chainrpc;

import static org.patchbay.api.rpc.Shape.array;
import static org.patchbay.api.rpc.Shape.bool;
import static org.patchbay.api.rpc.Shape.field;
import static org.patchbay.api.rpc.Shape.hex;
import static org.patchbay.api.rpc.Shape.map;
import static org.patchbay.api.rpc.Shape.maybe;
import static org.patchbay.api.rpc.Shape.number;
import static org.patchbay.api.rpc.Shape.object;
import static org.patchbay.api.rpc.Shape.string;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.patchbay.api.chain.BlockTree;
import org.patchbay.api.chain.BlockTree.Rule;
import org.patchbay.api.chain.BlockTree.Vote;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.rpc.Param;
import org.patchbay.api.rpc.RpcCode;
import org.patchbay.api.rpc.RpcException;
import org.patchbay.api.rpc.RpcMethod;
import org.patchbay.api.rpc.Shape;

/** getdeploymentinfo: soft forks, and votes on them. */
record DeploymentMethod(Chain chain, Blocks blocks, BlockTree tree) {
  private static final Map<Rule, String> NAMES = new LinkedHashMap<>();

  static {
    NAMES.put(Rule.HEIGHT, "bip34");
    NAMES.put(Rule.STRICT_DER, "bip66");
    NAMES.put(Rule.LOCK_TIME, "bip65");
    NAMES.put(Rule.RELATIVE_LOCK_TIME, "csv");
    NAMES.put(Rule.WITNESS, "segwit");
  }

  RpcMethod method() {
    return RpcMethod.named("getdeploymentinfo", "blockchain")
        .help("Soft forks as they stand for the block after one.")
        .param(Param.optional("blockhash", Shape.hex("Hash of that block."), "the active tip"))
        .returns(
            object(
                "",
                field("hash", hex("Hash of the block.")),
                field("height", number("Its height.")),
                field(
                    "script_flags",
                    array("Rules by which scripts are checked: none are.", string("A rule."))),
                field("deployments", map("Soft forks by name.", deployment()))))
        .answers(
            call ->
                shown(
                    call.has("blockhash")
                        ? chain
                            .header(call.hash("blockhash"))
                            .orElseThrow(
                                () ->
                                    new RpcException(
                                        RpcCode.INVALID_ADDRESS_OR_KEY, "Block not found"))
                        : blocks.tip()));
  }

  private static Shape deployment() {
    return object(
        "",
        field("type", string("\"buried\" or \"bip9\".")),
        maybe("height", number("Height from which on it is active.")),
        field("active", bool("Whether it holds for the next block.")),
        maybe(
            "bip9",
            object(
                "Its vote.",
                maybe("bit", number("Bit of the version, while signals are counted.")),
                field("start_time", number("Median time from which on signals are counted.")),
                field("timeout", number("Median time at which it is lost.")),
                field("min_activation_height", number("Lowest height of activation.")),
                field("status", string("defined, started, locked_in, active or failed.")),
                field("since", number("First height of this status.")),
                field("status_next", string("Status of the next block.")),
                maybe(
                    "statistics",
                    object(
                        "Signals of the current period.",
                        field("period", number("Blocks of a period.")),
                        field("elapsed", number("Blocks of this one so far.")),
                        field("count", number("Blocks that signalled.")),
                        maybe("threshold", number("Blocks that must signal.")),
                        maybe("possible", bool("Whether enough are left.")))),
                maybe("signalling", string("# for a block that signalled, - for others.")))));
  }

  private Map<String, Object> shown(HeaderView view) {
    Map<String, Object> all = new LinkedHashMap<>();
    NAMES.forEach(
        (rule, name) -> {
          int height = tree.activation(rule);
          Map<String, Object> buried = new LinkedHashMap<>();
          buried.put("type", "buried");
          buried.put("active", view.height() + 1 >= height);
          buried.put("height", height);
          all.put(name, buried);
        });
    tree.votes(view).forEach(vote -> all.put(vote.name(), vote(vote, view.height())));
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("hash", view.hash().toString());
    shown.put("height", view.height());
    shown.put("script_flags", List.of());
    shown.put("deployments", all);
    return shown;
  }

  private static Map<String, Object> vote(Vote vote, int height) {
    boolean counted = vote.state() == Vote.State.STARTED || vote.state() == Vote.State.LOCKED_IN;
    Map<String, Object> bip9 = new LinkedHashMap<>();
    if (counted) {
      bip9.put("bit", vote.bit());
    }
    bip9.put("start_time", vote.start());
    bip9.put("timeout", vote.timeout());
    bip9.put("min_activation_height", vote.leastHeight());
    bip9.put("status", vote.state().name().toLowerCase(Locale.ROOT));
    bip9.put("since", vote.since());
    bip9.put("status_next", vote.next().name().toLowerCase(Locale.ROOT));
    if (counted) {
      bip9.put("statistics", statistics(vote));
      StringBuilder signals = new StringBuilder();
      vote.signals().forEach(signal -> signals.append(signal ? '#' : '-'));
      bip9.put("signalling", signals.toString());
    }
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("type", "bip9");
    if (vote.state() == Vote.State.ACTIVE) {
      shown.put("height", vote.since());
    } else if (vote.next() == Vote.State.ACTIVE) {
      shown.put("height", height + 1);
    }
    shown.put("active", vote.next() == Vote.State.ACTIVE);
    shown.put("bip9", bip9);
    return shown;
  }

  private static Map<String, Object> statistics(Vote vote) {
    long count = vote.signals().stream().filter(signal -> signal).count();
    int elapsed = vote.signals().size();
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("period", vote.period());
    shown.put("elapsed", elapsed);
    shown.put("count", count);
    if (vote.state() == Vote.State.STARTED) {
      shown.put("threshold", vote.threshold());
      shown.put("possible", vote.period() - vote.threshold() >= elapsed - count);
    }
    return shown;
  }
}
