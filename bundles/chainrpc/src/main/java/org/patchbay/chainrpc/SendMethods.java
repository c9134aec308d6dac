package org.patchbay.chainrpc;

import static org.patchbay.api.rpc.Shape.amount;
import static org.patchbay.api.rpc.Shape.array;
import static org.patchbay.api.rpc.Shape.bool;
import static org.patchbay.api.rpc.Shape.field;
import static org.patchbay.api.rpc.Shape.hex;
import static org.patchbay.api.rpc.Shape.maybe;
import static org.patchbay.api.rpc.Shape.number;
import static org.patchbay.api.rpc.Shape.object;
import static org.patchbay.api.rpc.Shape.string;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.chain.Coins;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.api.mempool.Mempool.Kind;
import org.patchbay.api.mempool.Mempool.Trial;
import org.patchbay.api.mempool.Mempool.Verdict;
import org.patchbay.api.rpc.Amount;
import org.patchbay.api.rpc.Param;
import org.patchbay.api.rpc.RpcCall;
import org.patchbay.api.rpc.RpcCode;
import org.patchbay.api.rpc.RpcException;
import org.patchbay.api.rpc.RpcMethod;
import org.patchbay.api.rpc.Shape;
import org.patchbay.wire.Network;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxOut;
import org.patchbay.wire.script.HexText;
import org.patchbay.wire.script.ScriptText;

/** sendrawtransaction and testmempoolaccept, on regtest alone. */
final class SendMethods {
  /** What must be said wherever a transaction seems to be right. */
  static final String UNVALIDATED = "scripts are not checked";

  private static final String RAW = "rawtransactions";
  private static final long COIN = 100_000_000;
  private static final int MOST = 25;
  private static final Set<String> WITH_VALUES =
      Set.of(
          "min relay fee not met",
          "mempool min fee not met",
          "bad-txns-in-belowout",
          "bad-txns-premature-spend-of-coinbase");
  private static final int LONGEST_SCRIPT = 10_000;

  private final Loop loop;
  private final Network network;
  private final Blocks blocks;
  private final Mempool pool;

  SendMethods(Loop loop, Network network, Blocks blocks, Mempool pool) {
    this.loop = loop;
    this.network = network;
    this.blocks = blocks;
    this.pool = pool;
  }

  List<RpcMethod> all() {
    return List.of(send(), test());
  }

  private static Param maxFeeRate() {
    return Param.defaulted(
        "maxfeerate",
        amount("Refuses what pays more for 1,000 virtual bytes, in bitcoin; 0 for no limit."),
        "0.10");
  }

  private static long rate(RpcCall call) {
    long rate = call.satoshis("maxfeerate");
    if (rate >= COIN) {
      throw new RpcException(
          RpcCode.INVALID_PARAMETER, "Fee rates larger than or equal to 1BTC/kvB are not accepted");
    }
    return rate;
  }

  private static boolean tooMuch(long rate, long fee, int vsize) {
    return rate > 0 && fee > (rate * vsize + 999) / 1000;
  }

  /** Whether transactions are taken here, as {@link Mempool#open} says. */
  private void onlyWhereOpen(String method) {
    if (!pool.open()) {
      throw new RpcException(
          RpcCode.MISC_ERROR,
          "%s works on regtest alone: nothing here checks scripts or keeps coins of %s, so a"
                  .formatted(method, network.id())
              + " transaction could be invalid and is neither taken nor approved");
    }
  }

  private RpcMethod send() {
    return RpcMethod.named("sendrawtransaction", RAW)
        .help(
            "Takes a transaction into the pool and announces it to peers. Its scripts are not"
                + " checked. On regtest alone.")
        .param(Param.required("hexstring", hex("The transaction.")))
        .param(maxFeeRate())
        .param(
            Param.defaulted(
                "maxburnamount",
                amount("Refuses outputs that can never be spent of more than this, in bitcoin."),
                "0.00"))
        .returns(hex("Its txid."))
        .later(
            call -> {
              onlyWhereOpen("sendrawtransaction");
              Transaction tx =
                  HexText.transaction(call.string("hexstring"))
                      .orElseThrow(
                          () ->
                              undecoded(
                                  "TX decode failed. Make sure the tx has at least one input."));
              long burnt = call.satoshis("maxburnamount");
              long rate = rate(call);
              if (tx.outputs().stream()
                  .anyMatch(output -> output.value() > burnt && unspendable(output))) {
                throw new RpcException(
                    RpcCode.VERIFY_ERROR,
                    "Unspendable output exceeds maximum configured by user (maxburnamount)");
              }
              return Asked.on(loop, () -> send(tx, rate));
            });
  }

  private static boolean unspendable(TxOut output) {
    byte[] script = output.script();
    String text = ScriptText.of(script);
    return script.length > LONGEST_SCRIPT
        || text.startsWith("OP_RETURN")
        || text.contains("[error]")
        || text.contains("OP_UNKNOWN")
        || text.contains("OP_INVALIDOPCODE");
  }

  private static RpcException undecoded(String why) {
    return new RpcException(RpcCode.DESERIALIZATION_ERROR, why);
  }

  private String send(Transaction tx, long rate) {
    String txid = tx.txid().toString();
    if (confirmed(tx)) {
      throw new RpcException(
          RpcCode.VERIFY_ALREADY_IN_UTXO_SET, "Transaction outputs already in utxo set");
    }
    if (pool.byTxid(tx.txid()).isPresent()) {
      return txid;
    }
    Trial trial = pool.test(List.of(tx)).get(0);
    if (trial.verdict().kind() == Kind.ACCEPTED && tooMuch(rate, trial.fee(), tx.vsize())) {
      throw new RpcException(
          RpcCode.VERIFY_ERROR,
          "Fee exceeds maximum configured by user (e.g. -maxtxfee, maxfeerate)");
    }
    Verdict verdict = pool.offer(tx);
    if (verdict.kind() != Kind.ACCEPTED) {
      throw new RpcException(
          verdict.kind() == Kind.MISSING_PARENTS ? RpcCode.VERIFY_ERROR : RpcCode.VERIFY_REJECTED,
          details(verdict));
    }
    return txid;
  }

  private boolean confirmed(Transaction tx) {
    Optional<Coins> coins = blocks.coins();
    for (int i = 0; coins.isPresent() && i < tx.outputs().size(); i++) {
      if (coins.get().coin(new OutPoint(tx.txid(), i)).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** Bitcoin Core's word. */
  private static String word(Verdict verdict) {
    int end = verdict.reason().indexOf(':');
    return end < 0 ? verdict.reason() : verdict.reason().substring(0, end);
  }

  /** What Bitcoin Core says: the word, and the values where it tells them. */
  private static String details(Verdict verdict) {
    String word = word(verdict);
    return WITH_VALUES.contains(word) ? verdict.reason().replaceFirst(": ", ", ") : word;
  }

  private RpcMethod test() {
    return RpcMethod.named("testmempoolaccept", RAW)
        .help(
            "Whether the pool would take transactions, each after those before it. Scripts are not"
                + " checked: what is allowed here may still be invalid. On regtest alone.")
        .param(Param.required("rawtxs", array("Parents before children.", hex("A transaction."))))
        .param(maxFeeRate())
        .returns(array("In the order in which they were given.", trialShape()))
        .later(
            call -> {
              onlyWhereOpen("testmempoolaccept");
              List<Transaction> transactions = transactions(call.array("rawtxs"));
              long rate = rate(call);
              Optional<String> broken =
                  transactions.size() == 1 ? Optional.empty() : Together.broken(transactions);
              return Asked.on(
                  loop,
                  () ->
                      broken.isPresent()
                          ? refused(transactions, broken.get())
                          : shown(pool.test(transactions), rate));
            });
  }

  private static Shape trialShape() {
    return object(
        "",
        field("txid", hex("Hash without witness.")),
        field("wtxid", hex("Hash with witness.")),
        maybe("package-error", string("What is wrong with them together.")),
        maybe("allowed", bool("Whether it would be taken; missing when others failed before.")),
        maybe("unvalidated", string("What was not checked; where it is allowed.")),
        maybe("vsize", number("Virtual bytes.")),
        maybe(
            "fees",
            object(
                "",
                field("base", amount("Its fee.")),
                field("effective-feerate", amount("For 1,000 virtual bytes.")),
                field("effective-includes", array("Of which.", hex("A wtxid."))))),
        maybe("reject-reason", string("Why it would not be taken.")),
        maybe("reject-details", string("Why, with the values that mattered.")));
  }

  private static List<Transaction> transactions(List<?> texts) {
    if (texts.isEmpty() || texts.size() > MOST) {
      throw new RpcException(
          RpcCode.INVALID_PARAMETER, "Array must contain between 1 and " + MOST + " transactions.");
    }
    List<Transaction> all = new ArrayList<>();
    for (Object text : texts) {
      all.add(
          HexText.transaction(String.valueOf(text))
              .orElseThrow(
                  () ->
                      undecoded(
                          "TX decode failed: "
                              + text
                              + " Make sure the tx has at least one input.")));
    }
    return all;
  }

  private static Map<String, Object> named(Transaction tx) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("txid", tx.txid().toString());
    shown.put("wtxid", tx.wtxid().toString());
    return shown;
  }

  private static List<Map<String, Object>> refused(List<Transaction> all, String why) {
    List<Map<String, Object>> shown = all.stream().map(SendMethods::named).toList();
    shown.forEach(each -> each.put("package-error", why));
    return shown;
  }

  /** Where one of several fails nothing is said of the others, as Bitcoin Core does. */
  private static List<Map<String, Object>> shown(List<Trial> trials, long rate) {
    Optional<Trial> failed =
        trials.stream().filter(trial -> trial.verdict().kind() != Kind.ACCEPTED).findFirst();
    List<Map<String, Object>> all = new ArrayList<>();
    boolean over = false;
    for (Trial trial : trials) {
      Map<String, Object> shown = named(trial.transaction());
      if (failed.isPresent() ? failed.get() == trial : !over) {
        over = !judged(trial, rate, shown);
      }
      all.add(shown);
    }
    return all;
  }

  private static boolean judged(Trial trial, long rate, Map<String, Object> shown) {
    Transaction tx = trial.transaction();
    Verdict verdict = trial.verdict();
    if (verdict.kind() != Kind.ACCEPTED) {
      shown.put("allowed", false);
      if (verdict.kind() == Kind.MISSING_PARENTS) {
        shown.put("reject-reason", "missing-inputs");
      } else {
        shown.put("reject-reason", word(verdict));
        shown.put("reject-details", details(verdict));
      }
      return false;
    }
    if (tooMuch(rate, trial.fee(), tx.vsize())) {
      shown.put("allowed", false);
      shown.put("reject-reason", "max-fee-exceeded");
      return false;
    }
    shown.put("allowed", true);
    shown.put("unvalidated", UNVALIDATED);
    shown.put("vsize", tx.vsize());
    Map<String, Object> fees = new LinkedHashMap<>();
    fees.put("base", Amount.of(trial.fee()));
    fees.put("effective-feerate", Amount.of(trial.fee() * 1000 / tx.vsize()));
    fees.put("effective-includes", List.of(tx.wtxid().toString()));
    shown.put("fees", fees);
    return true;
  }
}
