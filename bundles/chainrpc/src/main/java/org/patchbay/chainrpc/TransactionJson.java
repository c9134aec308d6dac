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
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.patchbay.api.chain.Coins;
import org.patchbay.api.rpc.Amount;
import org.patchbay.api.rpc.Shape;
import org.patchbay.wire.Network;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.TxOut;
import org.patchbay.wire.script.HexText;
import org.patchbay.wire.script.ScriptText;

/** A transaction as decoderawtransaction, getrawtransaction and getblock show it. */
record TransactionJson(Network network) {
  private static final HexFormat HEX = HexFormat.of();

  static List<Shape.Field> fields() {
    return List.of(
        field("txid", hex("Hash without witness.")),
        field("hash", hex("Hash with witness.")),
        field("version", number("Version.")),
        field("size", number("Bytes.")),
        field("vsize", number("Virtual bytes.")),
        field("weight", number("Weight.")),
        field("locktime", number("Lock time.")),
        field("vin", array("Inputs.", input())),
        field("vout", array("Outputs.", output())));
  }

  private static Shape input() {
    return object(
        "",
        maybe("coinbase", hex("Script of a coinbase.")),
        maybe("txid", hex("Transaction whose output it spends.")),
        maybe("vout", number("Which of its outputs.")),
        maybe(
            "scriptSig",
            object(
                "The input script.",
                field("asm", string("In words.")),
                field("hex", hex("Its bytes.")))),
        maybe("txinwitness", array("Its witness.", hex("An item."))),
        maybe(
            "prevout",
            object(
                "The output it spends; where that is remembered.",
                field("generated", bool("Whether a coinbase made it.")),
                field("height", number("Height of the block that made it.")),
                field("value", amount("Its value.")),
                field("scriptPubKey", ScriptJson.shape()))),
        field("sequence", number("Sequence.")));
  }

  private static Shape output() {
    return object(
        "",
        field("value", amount("Its value.")),
        field("n", number("Its place.")),
        field("scriptPubKey", ScriptJson.shape()));
  }

  Map<String, Object> of(Transaction tx) {
    return of(tx, List.of(), false);
  }

  /**
   * Shows one.
   *
   * @param spent what it spends, in the order of its inputs; empty when that is not known
   * @param prevouts whether to show what it spends
   */
  Map<String, Object> of(Transaction tx, List<Coins.Coin> spent, boolean prevouts) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("txid", tx.txid().toString());
    shown.put("hash", tx.wtxid().toString());
    shown.put("version", tx.version());
    shown.put("size", tx.size());
    shown.put("vsize", tx.vsize());
    shown.put("weight", tx.weight());
    shown.put("locktime", tx.lockTime());
    List<Map<String, Object>> inputs = new ArrayList<>();
    for (int i = 0; i < tx.inputs().size(); i++) {
      inputs.add(input(tx, i, prevouts && !spent.isEmpty() ? spent.get(i) : null));
    }
    shown.put("vin", inputs);
    List<Map<String, Object>> outputs = new ArrayList<>();
    for (TxOut output : tx.outputs()) {
      Map<String, Object> out = new LinkedHashMap<>();
      out.put("value", Amount.of(output.value()));
      out.put("n", outputs.size());
      out.put("scriptPubKey", ScriptJson.of(output.script(), network));
      outputs.add(out);
    }
    shown.put("vout", outputs);
    if (!spent.isEmpty()) {
      long in = spent.stream().mapToLong(coin -> coin.output().value()).sum();
      long out = tx.outputs().stream().mapToLong(TxOut::value).sum();
      shown.put("fee", Amount.of(in - out));
    }
    return shown;
  }

  /** As {@link #of}, with its bytes. */
  Map<String, Object> withHex(Transaction tx, List<Coins.Coin> spent, boolean prevouts) {
    Map<String, Object> shown = of(tx, spent, prevouts);
    shown.put("hex", HexText.of(tx));
    return shown;
  }

  private Map<String, Object> input(Transaction tx, int number, Coins.Coin spent) {
    TxIn input = tx.inputs().get(number);
    Map<String, Object> shown = new LinkedHashMap<>();
    if (tx.isCoinbase()) {
      shown.put("coinbase", HEX.formatHex(input.script()));
    } else {
      shown.put("txid", input.previous().txid().toString());
      shown.put("vout", input.previous().index());
      Map<String, Object> script = new LinkedHashMap<>();
      script.put("asm", ScriptText.ofInput(input.script()));
      script.put("hex", HEX.formatHex(input.script()));
      shown.put("scriptSig", script);
    }
    if (tx.hasWitness() && !tx.witnesses().get(number).isEmpty()) {
      shown.put("txinwitness", tx.witnesses().get(number).stream().map(HEX::formatHex).toList());
    }
    if (spent != null) {
      Map<String, Object> prevout = new LinkedHashMap<>();
      prevout.put("generated", spent.coinbase());
      prevout.put("height", spent.height());
      prevout.put("value", Amount.of(spent.output().value()));
      prevout.put("scriptPubKey", ScriptJson.of(spent.output().script(), network));
      shown.put("prevout", prevout);
    }
    shown.put("sequence", input.sequence());
    return shown;
  }
}
