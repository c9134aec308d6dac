package org.patchbay.chainrpc;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.patchbay.api.chain.BlockTree;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.chain.Coins;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.api.rpc.Param;
import org.patchbay.api.rpc.RpcCall;
import org.patchbay.api.rpc.RpcCode;
import org.patchbay.api.rpc.RpcException;
import org.patchbay.api.rpc.RpcMethod;
import org.patchbay.api.rpc.Shape;
import org.patchbay.wire.Block;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.script.HexText;

/** getrawtransaction and decoderawtransaction. */
final class TransactionMethods {
  private static final String RAW = "rawtransactions";

  private final Loop loop;
  private final Chain chain;
  private final Blocks blocks;
  private final BlockTree tree;
  private final Mempool pool;
  private final TransactionJson json;

  TransactionMethods(Loop loop, Chain chain, Blocks blocks, BlockTree tree, Mempool pool) {
    this.loop = loop;
    this.chain = chain;
    this.blocks = blocks;
    this.tree = tree;
    this.pool = pool;
    this.json = new TransactionJson(chain.network());
  }

  List<RpcMethod> all() {
    return List.of(get(), decode());
  }

  private RpcMethod decode() {
    return RpcMethod.named("decoderawtransaction", RAW)
        .help("A transaction in its parts.")
        .param(Param.required("hexstring", Shape.hex("The transaction.")))
        .param(
            Param.optional(
                "iswitness",
                Shape.bool("Whether it is in the form with witnesses, or in that without."),
                "either"))
        .returns(Shapes.object(TransactionJson.fields()))
        .answers(
            call ->
                json.of(
                    HexText.transaction(call.string("hexstring"))
                        .filter(
                            tx ->
                                !call.has("iswitness")
                                    || call.bool("iswitness")
                                    || !tx.hasWitness())
                        .orElseThrow(
                            () ->
                                new RpcException(
                                    RpcCode.DESERIALIZATION_ERROR, "TX decode failed"))));
  }

  private RpcMethod get() {
    Shape details =
        Shapes.object(
            TransactionJson.fields(),
            Shape.maybe("in_active_chain", Shape.bool("Whether the block named is.")),
            Shape.maybe("fee", Shape.amount("Its fee, where what it spent is remembered.")),
            Shape.field("hex", Shape.hex("Its bytes.")),
            Shape.maybe("blockhash", Shape.hex("Block it is in.")),
            Shape.maybe("confirmations", Shape.number("Blocks from that to the tip.")),
            Shape.maybe("time", Shape.time("Time of the block.")),
            Shape.maybe("blocktime", Shape.time("The same.")));
    return RpcMethod.named("getrawtransaction", RAW)
        .help(
            "A transaction of the pool, or of a block that is named. There is no index of others.")
        .param(Param.required("txid", Shape.hex("Its hash without witness.")))
        .param(
            Param.defaulted(
                    "verbosity",
                    Shape.any("0 for hex, 1 for an object, 2 with what it spends."),
                    0L)
                .or("verbose"))
        .param(Param.optional("blockhash", Shape.hex("Block in which to look."), ""))
        .returns("verbosity = 0", Shape.hex("The transaction."))
        .returns("verbosity = 1 or 2", details)
        .later(this::get);
  }

  private CompletionStage<Object> get(RpcCall call) {
    Hash256 txid = RpcCall.hash("parameter 1", call.string("txid"));
    if (txid.equals(chain.network().genesis().merkleRoot())) {
      throw new RpcException(
          RpcCode.INVALID_ADDRESS_OR_KEY,
          "The genesis block coinbase is not considered an ordinary transaction and cannot be"
              + " retrieved");
    }
    int verbosity = Shapes.verbosity(call, "verbosity");
    if (!call.has("blockhash")) {
      return Asked.on(loop, () -> pool.byTxid(txid).map(Mempool.Entry::transaction))
          .thenApply(found -> unconfirmed(found, verbosity));
    }
    HeaderView block =
        chain
            .header(RpcCall.hash("parameter 3", call.string("blockhash")))
            .orElseThrow(() -> missing("Block hash not found"));
    CompletableFuture<Optional<Block>> read = Asked.of(answer -> blocks.read(block.hash(), answer));
    CompletableFuture<Optional<List<Coins.Coin>>> spent =
        Asked.of(answer -> tree.spent(block.hash(), answer));
    return read.thenCombine(spent, (found, coins) -> inBlock(block, found, coins, txid, verbosity));
  }

  private static RpcException missing(String what) {
    return new RpcException(RpcCode.INVALID_ADDRESS_OR_KEY, what);
  }

  private Object unconfirmed(Optional<Transaction> found, int verbosity) {
    Transaction tx =
        found.orElseThrow(
            () ->
                missing(
                    "No such mempool transaction. Use -txindex or provide a block hash to enable"
                        + " blockchain transaction queries. Use gettransaction for wallet"
                        + " transactions."));
    return verbosity == 0 ? HexText.of(tx) : json.withHex(tx, List.of(), false);
  }

  private Object inBlock(
      HeaderView view,
      Optional<Block> read,
      Optional<List<Coins.Coin>> spent,
      Hash256 txid,
      int verbosity) {
    Block block =
        read.orElseThrow(() -> new RpcException(RpcCode.MISC_ERROR, "Block not available"));
    Iterator<Coins.Coin> coins = spent.orElse(List.of()).iterator();
    for (Transaction tx : block.transactions()) {
      List<Coins.Coin> its = new ArrayList<>();
      for (int i = 0; i < tx.inputs().size() && !tx.isCoinbase() && coins.hasNext(); i++) {
        its.add(coins.next());
      }
      if (tx.txid().equals(txid)) {
        return verbosity == 0
            ? HexText.of(tx)
            : placed(view, json.withHex(tx, verbosity > 1 ? its : List.of(), true));
      }
    }
    throw missing(
        "No such transaction found in the provided block. Use gettransaction for wallet"
            + " transactions.");
  }

  private Map<String, Object> placed(HeaderView view, Map<String, Object> shown) {
    boolean active = tree.isActive(view);
    Map<String, Object> placed = new LinkedHashMap<>();
    placed.put("in_active_chain", active);
    placed.putAll(shown);
    placed.put("blockhash", view.hash().toString());
    placed.put(
        "confirmations", active ? Math.max(1, blocks.tip().height() - view.height() + 1) : 0);
    if (active) {
      placed.put("time", view.header().time());
      placed.put("blocktime", view.header().time());
    }
    return placed;
  }
}
