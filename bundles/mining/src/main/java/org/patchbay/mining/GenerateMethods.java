package org.patchbay.mining;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.patchbay.api.chain.BlockTree;
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
import org.patchbay.wire.Network;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.script.Descriptor;
import org.patchbay.wire.script.HexText;
import org.patchbay.wire.script.OutputAddress;

/** Blocks on demand: generatetoaddress, generatetodescriptor, generateblock. */
final class GenerateMethods {
  private static final long TRIES = 1_000_000;
  private static final String MINING = "mining";
  private static final int HASH_DIGITS = 64;

  private final Loop loop;
  private final Network network;
  private final BlockTree tree;
  private final Mempool pool;
  private final Miner miner;

  GenerateMethods(Loop loop, Network network, BlockTree tree, Mempool pool, Miner miner) {
    this.loop = loop;
    this.network = network;
    this.tree = tree;
    this.pool = pool;
    this.miner = miner;
  }

  List<RpcMethod> all() {
    return List.of(toAddress(), toDescriptor(), block());
  }

  private RpcMethod toAddress() {
    return RpcMethod.named("generatetoaddress", MINING)
        .help("Mines blocks that pay to an address and answers their hashes. On regtest alone.")
        .param(Param.required("nblocks", Shape.number("How many blocks are mined.")))
        .param(Param.required("address", Shape.string("Who is paid.")))
        .param(Param.defaulted("maxtries", Shape.number("How many hashes to try."), TRIES))
        .returns(Shape.array("Hashes of the blocks.", Shape.hex("Hash of a block.")))
        .later(
            call -> {
              Regtest.only(network, "generatetoaddress");
              byte[] script =
                  address(call.string("address")).orElseThrow(() -> refused("Invalid address"));
              return generate(script, call.integer("nblocks"), call.number("maxtries"));
            });
  }

  private RpcMethod toDescriptor() {
    return RpcMethod.named("generatetodescriptor", MINING)
        .help("Mines blocks that pay to a descriptor and answers their hashes. On regtest alone.")
        .param(Param.required("num_blocks", Shape.number("How many blocks are mined.")))
        .param(
            Param.required(
                "descriptor",
                Shape.string("What is paid to: addr, raw, pk, pkh, wpkh, sh, wsh, tr, rawtr, …")))
        .param(Param.defaulted("maxtries", Shape.number("How many hashes to try."), TRIES))
        .returns(Shape.array("Hashes of the blocks.", Shape.hex("Hash of a block.")))
        .later(
            call -> {
              Regtest.only(network, "generatetodescriptor");
              return generate(
                  descriptor(call.string("descriptor")),
                  call.integer("num_blocks"),
                  call.number("maxtries"));
            });
  }

  private CompletionStage<List<String>> generate(byte[] payee, int count, long tries) {
    CompletableFuture<List<Hash256>> mined = miner.generate(payee, count, tries);
    CompletableFuture<List<String>> answer = new CompletableFuture<>();
    mined.whenComplete(
        (hashes, failure) -> {
          if (failure == null) {
            answer.complete(hashes.stream().map(Hash256::toString).toList());
          } else {
            answer.completeExceptionally(failure);
          }
        });
    answer.whenComplete((hashes, failure) -> mined.cancel(false));
    return answer;
  }

  private Optional<byte[]> address(String text) {
    return OutputAddress.script(text, network);
  }

  private byte[] descriptor(String text) {
    try {
      return Descriptor.of(text, network).payee().script();
    } catch (IllegalArgumentException e) {
      throw new RpcException(RpcCode.INVALID_ADDRESS_OR_KEY, e.getMessage());
    }
  }

  private static RpcException refused(String why) {
    return new RpcException(RpcCode.INVALID_ADDRESS_OR_KEY, "Error: " + why);
  }

  private RpcMethod block() {
    return RpcMethod.named("generateblock", MINING)
        .help(
            "Mines a block of these transactions in this order and answers its hash. It takes no"
                + " fees. On regtest alone; scripts are not checked.")
        .param(Param.required("output", Shape.string("Who is paid: an address or a descriptor.")))
        .param(
            Param.required(
                "transactions",
                Shape.array(
                    "Transactions in hex, or txids of the pool.",
                    Shape.hex("A transaction, or a txid."))))
        .param(
            Param.defaulted(
                "submit", Shape.bool("Whether the block is handed in, or only answered."), true))
        .returns(
            Shape.object(
                "",
                Shape.field("hash", Shape.hex("Hash of the block.")),
                Shape.maybe("hex", Shape.hex("The block; when it is not handed in."))))
        .later(
            call -> {
              Regtest.only(network, "generateblock");
              byte[] payee = payee(call.string("output"));
              boolean submit = call.bool("submit");
              return transactions(call)
                  .thenCompose(
                      transactions ->
                          miner.make(
                              false,
                              template -> template.block(payee, template.reward(), transactions)))
                  .thenCompose(this::tested)
                  .thenCompose(block -> mined(block, submit));
            });
  }

  private byte[] payee(String output) {
    try {
      return Descriptor.of(output, network).payee().script();
    } catch (IllegalArgumentException e) {
      return address(output).orElseThrow(() -> refused("Invalid address or descriptor"));
    }
  }

  private CompletableFuture<List<Transaction>> transactions(RpcCall call) {
    List<String> texts = new ArrayList<>();
    for (Object text : call.array("transactions")) {
      if (!(text instanceof String)) {
        throw new RpcException(
            RpcCode.TYPE_ERROR,
            "JSON value of type %s is not of expected type string".formatted(type(text)));
      }
      texts.add((String) text);
    }
    CompletableFuture<List<Transaction>> answer = new CompletableFuture<>();
    loop.execute(
        () -> {
          try {
            answer.complete(texts.stream().map(this::transaction).toList());
          } catch (RpcException e) {
            answer.completeExceptionally(e);
          }
        });
    return answer;
  }

  private static String type(Object value) {
    if (value == null) {
      return "null";
    } else if (value instanceof Number) {
      return "number";
    }
    return value instanceof Boolean ? "bool" : value instanceof List ? "array" : "object";
  }

  private Transaction transaction(String text) {
    if (text.length() == HASH_DIGITS && text.matches("[0-9a-fA-F]*")) {
      return pool.byTxid(Hash256.fromHex(text))
          .map(Mempool.Entry::transaction)
          .orElseThrow(
              () ->
                  new RpcException(
                      RpcCode.INVALID_ADDRESS_OR_KEY, "Transaction " + text + " not in mempool."));
    }
    return HexText.transaction(text)
        .orElseThrow(
            () ->
                new RpcException(
                    RpcCode.DESERIALIZATION_ERROR,
                    "Transaction decode failed for "
                        + text
                        + ". Make sure the tx has at least one input."));
  }

  private CompletableFuture<Block> tested(Block block) {
    CompletableFuture<Block> answer = new CompletableFuture<>();
    tree.test(
        block,
        broken -> {
          if (broken.isEmpty()) {
            answer.complete(block);
          } else {
            answer.completeExceptionally(
                new RpcException(
                    RpcCode.VERIFY_ERROR,
                    "TestBlockValidity failed: " + broken.get().replaceFirst(": ", ", ")));
          }
        });
    return answer;
  }

  private CompletionStage<Map<String, Object>> mined(Block block, boolean submit) {
    Work work = Work.on(block, TRIES);
    Block done =
        work.block()
            .orElseThrow(() -> new RpcException(RpcCode.MISC_ERROR, "Failed to make block."));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("hash", done.header().hash().toString());
    if (!submit) {
      answer.put("hex", HexText.of(done));
      return CompletableFuture.completedFuture(answer);
    }
    return miner.offer(done).thenApply(hash -> answer);
  }
}
