package org.patchbay.chainrpc;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.patchbay.api.chain.BlockTree;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.chain.Coins;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.rpc.Param;
import org.patchbay.api.rpc.RpcCall;
import org.patchbay.api.rpc.RpcCode;
import org.patchbay.api.rpc.RpcException;
import org.patchbay.api.rpc.RpcMethod;
import org.patchbay.api.rpc.Shape;
import org.patchbay.wire.Block;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.CompactSize;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.script.HexText;

/** getblockcount, getbestblockhash, getblockhash, getdifficulty, getblockheader, getblock. */
final class BlockMethods {
  private static final String BLOCKCHAIN = "blockchain";
  private static final int PREVOUTS = 3;

  private final Chain chain;
  private final Blocks blocks;
  private final BlockTree tree;
  private final HeaderJson headers;
  private final TransactionJson transactions;

  BlockMethods(Chain chain, Blocks blocks, BlockTree tree) {
    this.chain = chain;
    this.blocks = blocks;
    this.tree = tree;
    this.headers = new HeaderJson(blocks, tree);
    this.transactions = new TransactionJson(chain.network());
  }

  List<RpcMethod> all() {
    return List.of(count(), best(), hash(), difficulty(), header(), block());
  }

  private RpcMethod count() {
    return RpcMethod.named("getblockcount", BLOCKCHAIN)
        .help("Height of the active tip.")
        .returns(Shape.number("Height."))
        .answers(call -> blocks.tip().height());
  }

  private RpcMethod best() {
    return RpcMethod.named("getbestblockhash", BLOCKCHAIN)
        .help("Hash of the active tip.")
        .returns(Shape.hex("Hash."))
        .answers(call -> blocks.tip().hash().toString());
  }

  private RpcMethod hash() {
    return RpcMethod.named("getblockhash", BLOCKCHAIN)
        .help("Hash of the block at a height of the active chain.")
        .param(Param.required("height", Shape.number("Height.")))
        .returns(Shape.hex("Hash."))
        .answers(
            call ->
                tree.active(call.integer("height"))
                    .map(view -> view.hash().toString())
                    .orElseThrow(
                        () ->
                            new RpcException(
                                RpcCode.INVALID_PARAMETER, "Block height out of range")));
  }

  private RpcMethod difficulty() {
    return RpcMethod.named("getdifficulty", BLOCKCHAIN)
        .help("How much harder the active tip was than the easiest target of mainnet.")
        .returns(Shape.number("Difficulty."))
        .answers(call -> HeaderJson.difficulty(blocks.tip().header().bits()));
  }

  private HeaderView find(Hash256 hash) {
    return chain
        .header(hash)
        .orElseThrow(() -> new RpcException(RpcCode.INVALID_ADDRESS_OR_KEY, "Block not found"));
  }

  private CompletableFuture<Optional<Block>> read(Hash256 hash) {
    return Asked.of(answer -> blocks.read(hash, answer));
  }

  private RpcMethod header() {
    return RpcMethod.named("getblockheader", BLOCKCHAIN)
        .help("A header, in hex or with what is known of it.")
        .param(Param.required("blockhash", Shape.hex("Hash of the block.")))
        .param(
            Param.defaulted("verbose", Shape.bool("Whether an object is answered, or hex."), true))
        .returns("verbose = true", Shapes.object(HeaderJson.fields()))
        .returns("verbose = false", Shape.hex("The header."))
        .later(
            call -> {
              HeaderView view = find(RpcCall.hash("hash", call.string("blockhash")));
              if (!call.bool("verbose")) {
                return CompletableFuture.completedFuture(
                    HexFormat.of().formatHex(view.header().toBytes()));
              }
              return read(view.hash()).thenApply(block -> headers.of(view, size(view, block)));
            });
  }

  private OptionalInt size(HeaderView view, Optional<Block> block) {
    if (block.isPresent()) {
      return OptionalInt.of(block.get().transactions().size());
    }
    return view.height() < blocks.lowest() ? OptionalInt.empty() : OptionalInt.of(0);
  }

  private RpcMethod block() {
    return RpcMethod.named("getblock", BLOCKCHAIN)
        .help("A block. What its transactions spent is remembered on regtest, of the last blocks.")
        .param(Param.required("blockhash", Shape.hex("Hash of the block.")))
        .param(
            Param.defaulted(
                    "verbosity",
                    Shape.any(
                        "0 for hex, 1 for an object with txids, 2 with transactions, 3 with what"
                            + " they spend."),
                    1L)
                .or("verbose"))
        .returns("verbosity = 0", Shape.hex("The block."))
        .returns("verbosity = 1", shape(Shape.hex("A txid.")))
        .returns(
            "verbosity = 2 or 3",
            shape(
                Shapes.object(
                    TransactionJson.fields(),
                    Shape.maybe("fee", Shape.amount("Its fee, where it is known.")),
                    Shape.field("hex", Shape.hex("Its bytes.")))))
        .later(
            call -> {
              HeaderView view = find(call.hash("blockhash"));
              int verbosity = Shapes.verbosity(call, "verbosity");
              CompletableFuture<Optional<Block>> read = read(view.hash());
              if (verbosity < 2) {
                return read.thenApply(block -> shown(view, there(view, block), verbosity));
              }
              CompletableFuture<Optional<List<Coins.Coin>>> spent =
                  Asked.of(answer -> tree.spent(view.hash(), answer));
              return read.thenCombine(
                  spent,
                  (block, coins) -> shown(view, there(view, block), coins, verbosity >= PREVOUTS));
            });
  }

  private static Shape shape(Shape transaction) {
    return Shapes.object(
        HeaderJson.fields(),
        Shape.field("strippedsize", Shape.number("Bytes without witnesses.")),
        Shape.field("size", Shape.number("Bytes.")),
        Shape.field("weight", Shape.number("Weight.")),
        Shape.field(
            "coinbase_tx",
            Shape.object(
                "Of the coinbase.",
                Shape.field("version", Shape.number("Version.")),
                Shape.field("locktime", Shape.number("Lock time.")),
                Shape.field("sequence", Shape.number("Sequence of its input.")),
                Shape.field("coinbase", Shape.hex("Script of its input.")),
                Shape.maybe("witness", Shape.hex("Its one witness item.")))),
        Shape.field("tx", Shape.array("Transactions.", transaction)));
  }

  private Block there(HeaderView view, Optional<Block> block) {
    return block.orElseThrow(
        () ->
            new RpcException(
                RpcCode.MISC_ERROR,
                view.height() < blocks.lowest()
                    ? "Block not available (pruned data)"
                    : "Block not available (not fully downloaded)"));
  }

  private Object shown(HeaderView view, Block block, int verbosity) {
    if (verbosity == 0) {
      return HexText.of(block);
    }
    Map<String, Object> shown = whole(view, block);
    shown.put("tx", block.transactions().stream().map(tx -> tx.txid().toString()).toList());
    return shown;
  }

  private Object shown(
      HeaderView view, Block block, Optional<List<Coins.Coin>> spent, boolean prevouts) {
    Iterator<Coins.Coin> coins = spent.orElse(List.of()).iterator();
    List<Map<String, Object>> all = new ArrayList<>();
    for (Transaction tx : block.transactions()) {
      List<Coins.Coin> its = new ArrayList<>();
      for (int i = 0; i < tx.inputs().size() && !tx.isCoinbase() && coins.hasNext(); i++) {
        its.add(coins.next());
      }
      all.add(transactions.withHex(tx, its, prevouts));
    }
    Map<String, Object> shown = whole(view, block);
    shown.put("tx", all);
    return shown;
  }

  private Map<String, Object> whole(HeaderView view, Block block) {
    List<Transaction> all = block.transactions();
    Map<String, Object> shown = headers.of(view, OptionalInt.of(all.size()));
    int basic = BlockHeader.SIZE + CompactSize.sizeOf(all.size());
    for (Transaction tx : all) {
      basic += tx.basicSize();
    }
    shown.put("strippedsize", basic);
    shown.put("size", block.raw().remaining());
    shown.put("weight", block.weight());
    shown.put("coinbase_tx", coinbase(all.get(0)));
    return shown;
  }

  private static Map<String, Object> coinbase(Transaction tx) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("version", tx.version());
    shown.put("locktime", tx.lockTime());
    shown.put("sequence", tx.inputs().get(0).sequence());
    shown.put("coinbase", HexFormat.of().formatHex(tx.inputs().get(0).script()));
    if (tx.hasWitness() && !tx.witnesses().get(0).isEmpty()) {
      shown.put("witness", HexFormat.of().formatHex(tx.witnesses().get(0).get(0)));
    }
    return shown;
  }
}
