package org.patchbay.chainrpc;

import static org.patchbay.api.rpc.Shape.amount;
import static org.patchbay.api.rpc.Shape.array;
import static org.patchbay.api.rpc.Shape.bool;
import static org.patchbay.api.rpc.Shape.field;
import static org.patchbay.api.rpc.Shape.hex;
import static org.patchbay.api.rpc.Shape.number;
import static org.patchbay.api.rpc.Shape.object;
import static org.patchbay.api.rpc.Shape.string;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.patchbay.api.chain.BlockTree;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.chain.Coins;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.api.rpc.Amount;
import org.patchbay.api.rpc.Param;
import org.patchbay.api.rpc.RpcCall;
import org.patchbay.api.rpc.RpcCode;
import org.patchbay.api.rpc.RpcException;
import org.patchbay.api.rpc.RpcMethod;
import org.patchbay.api.rpc.Shape;
import org.patchbay.wire.Network;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.TxOut;
import org.patchbay.wire.script.Descriptor;

/** gettxout and scantxoutset, where unspent outputs are kept: on regtest. */
final class CoinMethods {
  private static final String BLOCKCHAIN = "blockchain";

  private final Loop loop;
  private final Network network;
  private final Blocks blocks;
  private final BlockTree tree;
  private final Mempool pool;

  CoinMethods(Loop loop, Network network, Blocks blocks, BlockTree tree, Mempool pool) {
    this.loop = loop;
    this.network = network;
    this.blocks = blocks;
    this.tree = tree;
    this.pool = pool;
  }

  List<RpcMethod> all() {
    return List.of(output(), scan());
  }

  private Coins coins(String method) {
    return blocks
        .coins()
        .orElseThrow(
            () ->
                new RpcException(
                    RpcCode.MISC_ERROR,
                    "%s works where unspent outputs are kept: on regtest, with keep = all"
                        .formatted(method)));
  }

  private RpcMethod output() {
    return RpcMethod.named("gettxout", BLOCKCHAIN)
        .help("An unspent output; null when there is none. On regtest alone.")
        .param(Param.required("txid", hex("Transaction that made it.")))
        .param(Param.required("n", number("Its place.")))
        .param(
            Param.defaulted(
                "include_mempool", bool("Whether the pool makes and spends outputs."), true))
        .returns("there is none", Shape.none())
        .returns(
            "otherwise",
            object(
                "",
                field("bestblock", hex("Hash of the tip.")),
                field("confirmations", number("Blocks from its own to the tip; 0 in the pool.")),
                field("value", amount("Its value.")),
                field("scriptPubKey", ScriptJson.shape()),
                field("coinbase", bool("Whether a coinbase made it."))))
        .later(
            call -> {
              Coins coins = coins("gettxout");
              OutPoint place = new OutPoint(call.hash("txid"), place(call));
              boolean withPool = call.bool("include_mempool");
              return Asked.on(loop, () -> output(coins, place, withPool));
            });
  }

  private static long place(RpcCall call) {
    long place = call.number("n");
    if (place < 0 || place > 0xFFFF_FFFFL) {
      throw new RpcException(RpcCode.MISC_ERROR, "JSON integer out of range");
    }
    return place;
  }

  private Object output(Coins coins, OutPoint place, boolean withPool) {
    HeaderView tip = blocks.tip();
    if (withPool) {
      if (pool.spender(place).isPresent()) {
        return null;
      }
      Optional<Mempool.Entry> maker = pool.byTxid(place.txid());
      if (maker.isPresent()) {
        List<TxOut> outputs = maker.get().transaction().outputs();
        return place.index() < outputs.size()
            ? shown(tip, 0, outputs.get((int) place.index()), false)
            : null;
      }
    }
    return coins
        .coin(place)
        .map(
            coin ->
                shown(
                    tip,
                    Math.max(1, tip.height() - coin.height() + 1),
                    coin.output(),
                    coin.coinbase()))
        .orElse(null);
  }

  private Map<String, Object> shown(
      HeaderView tip, int confirmations, TxOut output, boolean coinbase) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("bestblock", tip.hash().toString());
    shown.put("confirmations", confirmations);
    shown.put("value", Amount.of(output.value()));
    shown.put("scriptPubKey", ScriptJson.of(output.script(), network));
    shown.put("coinbase", coinbase);
    return shown;
  }

  private RpcMethod scan() {
    return RpcMethod.named("scantxoutset", BLOCKCHAIN)
        .help(
            "Finds the unspent outputs of descriptors: addr, raw, combo, pk, pkh, wpkh, sh, wsh,"
                + " multi, tr without scripts, rawtr; of keys in hex. On regtest alone. A scan is"
                + " over in a moment: there is nothing to abort, and status is null.")
        .param(Param.required("action", string("start, abort or status.")))
        .param(
            Param.optional(
                "scanobjects",
                array("Of start.", Shape.any("A descriptor, or an object with desc.")),
                ""))
        .returns("action = start", found())
        .returns("action = abort", bool("Whether a scan was ended: never."))
        .returns("action = status", Shape.none())
        .later(this::scan);
  }

  private static Shape found() {
    return object(
        "",
        field("success", bool("Whether all was looked at.")),
        field("txouts", number("How many unspent outputs there are.")),
        field("height", number("Height of the tip.")),
        field("bestblock", hex("Hash of the tip.")),
        field(
            "unspents",
            array(
                "What was found.",
                object(
                    "",
                    field("txid", hex("Transaction that made it.")),
                    field("vout", number("Its place.")),
                    field("scriptPubKey", hex("Its script.")),
                    field("desc", string("A descriptor of its script alone.")),
                    field("amount", amount("Its value.")),
                    field("coinbase", bool("Whether a coinbase made it.")),
                    field("height", number("Height of its block.")),
                    field("blockhash", hex("Hash of its block.")),
                    field("confirmations", number("Blocks from its own to the tip."))))),
        field("total_amount", amount("Their value together.")));
  }

  private CompletionStage<?> scan(RpcCall call) {
    coins("scantxoutset");
    switch (call.string("action")) {
      case "start" -> {
        if (!call.has("scanobjects")) {
          throw new RpcException(
              RpcCode.MISC_ERROR, "scanobjects argument is required for the start action");
        }
        Map<ByteBuffer, String> wanted = new HashMap<>();
        call.array("scanobjects").forEach(object -> add(object, wanted));
        return Asked.<Optional<BlockTree.Scan>>of(
                answer -> tree.scan(script -> wanted.containsKey(ByteBuffer.wrap(script)), answer))
            .thenApply(scan -> shown(scan.orElseThrow(), wanted));
      }
      case "abort" -> {
        return Asked.of(answer -> answer.accept(false));
      }
      case "status" -> {
        return Asked.of(answer -> answer.accept(null));
      }
      default ->
          throw new RpcException(
              RpcCode.INVALID_PARAMETER, "Invalid action '" + call.string("action") + "'");
    }
  }

  private void add(Object object, Map<ByteBuffer, String> wanted) {
    Object text = object instanceof Map<?, ?> map ? map.get("desc") : object;
    if (object instanceof Map && text == null) {
      throw new RpcException(
          RpcCode.INVALID_PARAMETER, "Descriptor needs to be provided in scan object");
    }
    if (!(text instanceof String)) {
      throw new RpcException(
          RpcCode.INVALID_PARAMETER, "Scan object needs to be either a string or an object");
    }
    try {
      Descriptor.of((String) text, network)
          .outputs()
          .forEach(output -> wanted.put(ByteBuffer.wrap(output.script()), output.text()));
    } catch (IllegalArgumentException e) {
      throw new RpcException(RpcCode.INVALID_ADDRESS_OR_KEY, e.getMessage());
    }
  }

  private Map<String, Object> shown(BlockTree.Scan scan, Map<ByteBuffer, String> wanted) {
    List<BlockTree.Found> found = new ArrayList<>(scan.found());
    found.sort(
        Comparator.<BlockTree.Found, byte[]>comparing(
                each -> each.place().txid().toBytes(), Arrays::compareUnsigned)
            .thenComparingLong(each -> each.place().index()));
    HeaderView tip = scan.tip();
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("success", true);
    shown.put("txouts", scan.looked());
    shown.put("height", tip.height());
    shown.put("bestblock", tip.hash().toString());
    List<Map<String, Object>> all = new ArrayList<>();
    long total = 0;
    for (BlockTree.Found each : found) {
      Coins.Coin coin = each.coin();
      TxOut output = coin.output();
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("txid", each.place().txid().toString());
      one.put("vout", each.place().index());
      one.put("scriptPubKey", HexFormat.of().formatHex(output.script()));
      one.put("desc", wanted.get(ByteBuffer.wrap(output.script())));
      one.put("amount", Amount.of(output.value()));
      one.put("coinbase", coin.coinbase());
      one.put("height", coin.height());
      one.put("blockhash", each.block().toString());
      one.put("confirmations", tip.height() - coin.height() + 1);
      all.add(one);
      total += output.value();
    }
    shown.put("unspents", all);
    shown.put("total_amount", Amount.of(total));
    return shown;
  }
}
