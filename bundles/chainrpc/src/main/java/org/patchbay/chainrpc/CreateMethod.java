package org.patchbay.chainrpc;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.patchbay.api.rpc.Amount;
import org.patchbay.api.rpc.Param;
import org.patchbay.api.rpc.RpcCall;
import org.patchbay.api.rpc.RpcCode;
import org.patchbay.api.rpc.RpcException;
import org.patchbay.api.rpc.RpcMethod;
import org.patchbay.api.rpc.Shape;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Network;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.TxOut;
import org.patchbay.wire.WireWriter;
import org.patchbay.wire.script.HexText;
import org.patchbay.wire.script.OutputAddress;

/** createrawtransaction: a transaction in hex, without signatures; nothing is sent. */
record CreateMethod(Network network) {
  private static final long FINAL = 0xFFFFFFFFL;
  private static final int MAX_VERSION = 3;
  private static final int OP_RETURN = 0x6a;
  private static final int OP_PUSHDATA1 = 0x4c;
  private static final String DATA = "data";

  RpcMethod method() {
    return RpcMethod.named("createrawtransaction", "rawtransactions")
        .help("Makes a transaction of coins to be spent and of outputs. It is not signed or sent.")
        .param(
            Param.required(
                "inputs",
                Shape.array(
                    "Coins to be spent.",
                    Shape.object(
                        "",
                        Shape.field("txid", Shape.hex("The transaction that made it.")),
                        Shape.field("vout", Shape.number("Number of its output.")),
                        Shape.maybe("sequence", Shape.number("Sequence of the input."))))))
        .param(
            Param.required(
                "outputs",
                Shape.any(
                    "Objects of one field each: an address with its amount, or data with hex; or"
                        + " one object of them.")))
        .param(Param.defaulted("locktime", Shape.number("Lock time; not 0, it counts."), 0L))
        .param(
            Param.optional(
                "replaceable", Shape.bool("Whether it says that it may be replaced."), "true"))
        .param(Param.defaulted("version", Shape.number("Version, 1 to 3."), 2L))
        .returns(Shape.hex("The transaction."))
        .answers(call -> HexText.of(made(call)));
  }

  private Transaction made(RpcCall call) {
    long version = call.number("version");
    if (version < 0 || version > FINAL) {
      throw new RpcException(RpcCode.MISC_ERROR, "JSON integer out of range");
    }
    long lockTime = call.number("locktime");
    if (lockTime < 0 || lockTime > FINAL) {
      throw invalid("Invalid parameter, locktime out of range");
    } else if (version < 1 || version > MAX_VERSION) {
      throw invalid("Invalid parameter, version out of range(1~" + MAX_VERSION + ")");
    }
    boolean replaceable = !call.has("replaceable") || call.bool("replaceable");
    long usual = replaceable ? FINAL - 2 : lockTime > 0 ? FINAL - 1 : FINAL;
    List<TxIn> inputs = new ArrayList<>();
    for (Object each : call.array("inputs")) {
      inputs.add(input(RpcCall.as(Map.class, "object", each), usual));
    }
    List<TxOut> outputs = outputs(call.raw("outputs"));
    boolean said = call.has("replaceable") && replaceable && !inputs.isEmpty();
    if (said && inputs.stream().allMatch(input -> input.sequence() > FINAL - 2)) {
      throw invalid(
          "Invalid parameter combination: Sequence number(s) contradict replaceable option");
    }
    return Transaction.of(version, inputs, outputs, List.of(), lockTime);
  }

  private static TxIn input(Map<?, ?> given, long usual) {
    Hash256 txid = RpcCall.hash("txid", RpcCall.as(String.class, "string", given.get("txid")));
    if (!(given.get("vout") instanceof Number vout)) {
      throw invalid("Invalid parameter, missing vout key");
    }
    long index = whole(vout);
    if (index != (int) index) {
      throw new RpcException(RpcCode.MISC_ERROR, "JSON integer out of range");
    } else if (index < 0) {
      throw invalid("Invalid parameter, vout cannot be negative");
    }
    long sequence = given.get("sequence") instanceof Number number ? whole(number) : usual;
    if (sequence < 0 || sequence > FINAL) {
      throw invalid("Invalid parameter, sequence number is out of range");
    }
    return new TxIn(new OutPoint(txid, index), new byte[0], sequence);
  }

  private static long whole(Number number) {
    if (number instanceof Long || number instanceof Integer) {
      return number.longValue();
    }
    throw new RpcException(RpcCode.MISC_ERROR, "JSON integer out of range");
  }

  private List<TxOut> outputs(Object given) {
    if (given == null) {
      throw invalid("Invalid parameter, output argument must be non-null");
    }
    List<Map.Entry<?, ?>> entries = new ArrayList<>();
    if (given instanceof Map<?, ?> map) {
      entries.addAll(map.entrySet());
    } else {
      for (Object each : RpcCall.as(List.class, "array", given)) {
        if (!(each instanceof Map<?, ?> map)) {
          throw invalid("Invalid parameter, key-value pair not an object as expected");
        } else if (map.size() != 1) {
          throw invalid("Invalid parameter, key-value pair must contain exactly one key");
        }
        entries.addAll(map.entrySet());
      }
    }
    List<TxOut> outputs = new ArrayList<>();
    Set<String> scripts = new HashSet<>();
    for (Map.Entry<?, ?> each : entries) {
      TxOut output = output((String) each.getKey(), each.getValue());
      if (DATA.equals(each.getKey()) && !scripts.add(DATA)) {
        throw invalid("Invalid parameter, duplicate key: data");
      } else if (!DATA.equals(each.getKey()) && !scripts.add(hex(output.script()))) {
        throw invalid("Invalid parameter, duplicated address: " + each.getKey());
      }
      outputs.add(output);
    }
    return outputs;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private TxOut output(String name, Object value) {
    if (name.equals(DATA)) {
      String text = value instanceof String || value instanceof Number ? value.toString() : "";
      if (text.isEmpty()) {
        throw invalid("Data must be hexadecimal string (not '')");
      }
      return new TxOut(0, carrying(RpcCall.bytes("Data", text)));
    }
    long amount = Amount.satoshis(value);
    return new TxOut(
        amount,
        OutputAddress.script(name, network)
            .orElseThrow(
                () ->
                    new RpcException(
                        RpcCode.INVALID_ADDRESS_OR_KEY, "Invalid Bitcoin address: " + name)));
  }

  /** A script that carries data and can never be spent. */
  private static byte[] carrying(byte[] data) {
    WireWriter script = new WireWriter(data.length + 6).u8(OP_RETURN);
    if (data.length < OP_PUSHDATA1) {
      script.u8(data.length);
    } else if (data.length <= 0xFF) {
      script.u8(OP_PUSHDATA1).u8(data.length);
    } else if (data.length <= 0xFFFF) {
      script.u8(OP_PUSHDATA1 + 1).u8(data.length & 0xFF).u8(data.length >> 8);
    } else {
      script.u8(OP_PUSHDATA1 + 2).i32(data.length);
    }
    return script.bytes(data).toBytes();
  }

  private static RpcException invalid(String why) {
    return new RpcException(RpcCode.INVALID_PARAMETER, why);
  }
}
