package org.patchbay.mining;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.patchbay.api.chain.BlockTree;
import org.patchbay.api.chain.BlockTree.Vote;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.api.rpc.Param;
import org.patchbay.api.rpc.RpcCall;
import org.patchbay.api.rpc.RpcCode;
import org.patchbay.api.rpc.RpcException;
import org.patchbay.api.rpc.RpcMethod;
import org.patchbay.api.rpc.Shape;
import org.patchbay.wire.Block;
import org.patchbay.wire.CompactTarget;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Network;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.script.HexText;

/** getblocktemplate: what miners work on, and their proposals (BIP22, BIP23, BIP9, BIP145). */
final class TemplateMethod {
  private static final int HASH_DIGITS = 64;

  private final Loop loop;
  private final Network network;
  private final BlockTree tree;
  private final Templates templates;

  TemplateMethod(Loop loop, Network network, BlockTree tree, Templates templates) {
    this.loop = loop;
    this.network = network;
    this.tree = tree;
    this.templates = templates;
  }

  RpcMethod method() {
    return RpcMethod.named("getblocktemplate", "mining")
        .help(
            "What a block after the tip can be made of; or, with mode \"proposal\", whether a block"
                + " would be taken. See BIPs 22, 23, 9 and 145. On regtest alone: scripts are not"
                + " checked, neither of what is chosen nor of what is proposed.")
        .param(Param.required("template_request", TemplateShapes.request()))
        .returns("the proposal was accepted", Shape.none())
        .returns("the proposal was not accepted", Shape.string("Why, as BIP22 says it."))
        .returns("otherwise", TemplateShapes.template())
        .later(this::answer);
  }

  private CompletionStage<?> answer(RpcCall call) {
    Regtest.only(network, "getblocktemplate");
    Map<?, ?> request = call.object("template_request");
    Object mode = request.get("mode");
    if (mode != null && !mode.equals("template") && !mode.equals("proposal")) {
      throw new RpcException(RpcCode.INVALID_PARAMETER, "Invalid mode");
    }
    if ("proposal".equals(mode)) {
      return proposal(request.get("data"));
    }
    Set<String> rules = new TreeSet<>();
    if (request.get("rules") instanceof List<?> given) {
      given.forEach(rule -> rules.add(String.valueOf(rule)));
    }
    if (!request.containsKey("longpollid")) {
      return template(rules);
    }
    return longPoll(String.valueOf(request.get("longpollid")), rules);
  }

  private CompletionStage<?> longPoll(String id, Set<String> rules) {
    Hash256 tip = RpcCall.hash("longpollid", id.substring(0, Math.min(HASH_DIGITS, id.length())));
    long changes;
    try {
      changes = Long.parseLong(id.substring(HASH_DIGITS));
    } catch (NumberFormatException e) {
      changes = 0;
    }
    CompletableFuture<Void> waiting = templates.changed(tip, changes);
    CompletableFuture<Object> answer = new CompletableFuture<>();
    waiting
        .thenCompose(nothing -> template(rules))
        .whenComplete(
            (value, failure) -> {
              if (failure == null) {
                answer.complete(value);
              } else {
                answer.completeExceptionally(failure);
              }
            });
    answer.whenComplete((value, failure) -> waiting.cancel(false));
    return answer;
  }

  private CompletionStage<?> proposal(Object data) {
    if (!(data instanceof String hex)) {
      throw new RpcException(RpcCode.TYPE_ERROR, "Missing data String key for proposal");
    }
    Block block =
        HexText.block(hex)
            .orElseThrow(
                () -> new RpcException(RpcCode.DESERIALIZATION_ERROR, "Block decode failed"));
    CompletableFuture<String> answer = new CompletableFuture<>();
    tree.state(
        block.header().hash(),
        state -> {
          if (state.isEmpty()) {
            tree.test(block, broken -> answer.complete(broken.map(Words::first).orElse(null)));
          } else {
            answer.complete(duplicate(state.get()));
          }
        });
    return answer;
  }

  private static String duplicate(BlockTree.Branch.State state) {
    return switch (state) {
      case ACTIVE, VALID_FORK -> "duplicate";
      case INVALID -> "duplicate-invalid";
      case VALID_HEADERS, HEADERS_ONLY -> "duplicate-inconclusive";
    };
  }

  private CompletableFuture<Map<String, Object>> template(Set<String> rules) {
    if (!rules.contains("segwit")) {
      throw new RpcException(
          RpcCode.INVALID_PARAMETER,
          "getblocktemplate must be called with the segwit rule set (call with {\"rules\":"
              + " [\"segwit\"]})");
    }
    return templates.current().thenApply(this::shown);
  }

  private Map<String, Object> shown(Templates.Dated dated) {
    Template template = dated.template();
    BlockTree.Next next = template.next();
    long time = Math.max(template.time(), loop.wallTime().getEpochSecond());
    long bits = next.difficulty().bits(time);
    List<String> rules = new ArrayList<>(List.of("csv", "!segwit", "taproot"));
    Map<String, Object> available = new LinkedHashMap<>();
    for (Vote vote : tree.votes(next.parent())) {
      switch (vote.next()) {
        case STARTED, LOCKED_IN -> available.put(vote.name(), vote.bit());
        case ACTIVE -> rules.add(vote.name());
        default -> {}
      }
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("capabilities", List.of("proposal"));
    answer.put("version", next.version());
    answer.put("rules", rules);
    answer.put("vbavailable", available);
    answer.put("vbrequired", 0);
    answer.put("previousblockhash", next.parent().hash().toString());
    answer.put("transactions", transactions(template.entries()));
    answer.put("coinbaseaux", Map.of());
    answer.put("coinbasevalue", template.reward());
    answer.put("longpollid", dated.id());
    answer.put("target", CompactTarget.target(bits).orElseThrow().toString());
    answer.put("mintime", next.earliest());
    answer.put("mutable", List.of("time", "transactions", "prevblock"));
    answer.put("noncerange", "00000000ffffffff");
    answer.put("sigoplimit", Selection.MAX_SIGOPS);
    answer.put("sizelimit", Selection.MAX_WEIGHT);
    answer.put("weightlimit", Selection.MAX_WEIGHT);
    answer.put("curtime", time);
    answer.put("bits", "%08x".formatted(bits));
    answer.put("height", template.height());
    answer.put("default_witness_commitment", HexFormat.of().formatHex(template.commitment()));
    return answer;
  }

  private static List<Map<String, Object>> transactions(List<Mempool.Entry> entries) {
    Map<Hash256, Integer> places = new HashMap<>();
    List<Map<String, Object>> all = new ArrayList<>();
    for (Mempool.Entry entry : entries) {
      Transaction tx = entry.transaction();
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("data", HexText.of(tx));
      shown.put("txid", tx.txid().toString());
      shown.put("hash", tx.wtxid().toString());
      List<Integer> depends = new ArrayList<>();
      for (TxIn input : tx.inputs()) {
        Integer place = places.get(input.previous().txid());
        if (place != null) {
          depends.add(place);
        }
      }
      shown.put("depends", depends);
      shown.put("fee", entry.fee());
      shown.put("sigops", entry.sigopCost());
      shown.put("weight", tx.weight());
      all.add(shown);
      places.put(tx.txid(), all.size());
    }
    return all;
  }
}
