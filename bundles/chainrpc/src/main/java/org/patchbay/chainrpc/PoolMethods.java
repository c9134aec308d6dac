package org.patchbay.chainrpc;

import static org.patchbay.api.rpc.Shape.amount;
import static org.patchbay.api.rpc.Shape.array;
import static org.patchbay.api.rpc.Shape.bool;
import static org.patchbay.api.rpc.Shape.field;
import static org.patchbay.api.rpc.Shape.hex;
import static org.patchbay.api.rpc.Shape.map;
import static org.patchbay.api.rpc.Shape.maybe;
import static org.patchbay.api.rpc.Shape.number;
import static org.patchbay.api.rpc.Shape.object;
import static org.patchbay.api.rpc.Shape.string;
import static org.patchbay.api.rpc.Shape.time;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.api.rpc.Amount;
import org.patchbay.api.rpc.Param;
import org.patchbay.api.rpc.RpcCall;
import org.patchbay.api.rpc.RpcCode;
import org.patchbay.api.rpc.RpcException;
import org.patchbay.api.rpc.RpcMethod;
import org.patchbay.api.rpc.Shape;
import org.patchbay.wire.Hash256;

/** getmempoolinfo, getrawmempool, getmempoolentry. */
final class PoolMethods {
  private static final String BLOCKCHAIN = "blockchain";
  private static final long LEAST_RATE = 100;
  private static final int MOST_DATA = 100_000;

  private final Loop loop;
  private final Mempool pool;

  PoolMethods(Loop loop, Mempool pool) {
    this.loop = loop;
    this.pool = pool;
  }

  List<RpcMethod> all() {
    return List.of(info(), raw(), entry());
  }

  private RpcMethod info() {
    return RpcMethod.named("getmempoolinfo", BLOCKCHAIN)
        .help("The unconfirmed transactions in figures. Their scripts are not checked.")
        .returns(
            object(
                "",
                field("loaded", bool("Always: none are kept over a restart.")),
                field("size", number("How many there are.")),
                field("bytes", number("Their virtual bytes.")),
                field("usage", number("Bytes of memory they take.")),
                field("total_fee", amount("Their fees.")),
                field("maxmempool", number("Bytes of memory they may take.")),
                field("mempoolminfee", amount("Lowest fee of 1,000 virtual bytes that is taken.")),
                field("minrelaytxfee", amount("The same while there is room.")),
                field(
                    "incrementalrelayfee",
                    amount("By how much more than what was evicted must be paid.")),
                field("permitbaremultisig", bool("Whether outputs of bare multisig are taken.")),
                field("maxdatacarriersize", number("Bytes of data outputs of a transaction.")),
                field("unvalidated", string("What nobody has checked of the transactions here."))))
        .later(call -> Asked.on(loop, this::shown));
  }

  private Map<String, Object> shown() {
    List<Mempool.Entry> entries = pool.snapshot();
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("loaded", true);
    shown.put("size", entries.size());
    shown.put("bytes", entries.stream().mapToLong(Mempool.Entry::vsize).sum());
    shown.put("usage", pool.memory());
    shown.put("total_fee", Amount.of(entries.stream().mapToLong(Mempool.Entry::fee).sum()));
    shown.put("maxmempool", pool.maxMemory());
    shown.put("mempoolminfee", Amount.of(pool.minimumFeeRate()));
    shown.put("minrelaytxfee", Amount.of(LEAST_RATE));
    shown.put("incrementalrelayfee", Amount.of(LEAST_RATE));
    shown.put("permitbaremultisig", true);
    shown.put("maxdatacarriersize", MOST_DATA);
    shown.put("unvalidated", SendMethods.UNVALIDATED);
    return shown;
  }

  private RpcMethod raw() {
    return RpcMethod.named("getrawmempool", BLOCKCHAIN)
        .help("The unconfirmed transactions.")
        .param(
            Param.defaulted(
                "verbose", Shape.bool("Whether to answer what is known of each."), false))
        .param(
            Param.defaulted(
                "mempool_sequence",
                Shape.bool("Not here: there are no sequence numbers of events."),
                false))
        .returns("verbose = false", array("", hex("A txid.")))
        .returns("verbose = true", map("By txid.", entryShape()))
        .answers(this::raw);
  }

  private Object raw(RpcCall call) {
    if (call.bool("mempool_sequence")) {
      throw new RpcException(
          RpcCode.INVALID_PARAMETER,
          call.bool("verbose")
              ? "Verbose results cannot contain mempool sequence values."
              : "mempool_sequence is not there: events of the pool have no sequence numbers");
    }
    List<Mempool.Entry> entries = pool.snapshot();
    if (!call.bool("verbose")) {
      return entries.stream().map(entry -> entry.transaction().txid().toString()).toList();
    }
    Family family = new Family(entries);
    Chunks chunks = new Chunks();
    Map<String, Object> shown = new LinkedHashMap<>();
    for (Mempool.Entry entry : entries) {
      Hash256 txid = entry.transaction().txid();
      shown.put(txid.toString(), shown(family.get(txid), chunks));
    }
    return shown;
  }

  private RpcMethod entry() {
    return RpcMethod.named("getmempoolentry", BLOCKCHAIN)
        .help("What is known of an unconfirmed transaction. Its scripts are not checked.")
        .param(Param.required("txid", hex("Its hash without witness.")))
        .returns(entryShape())
        .answers(
            call -> {
              Family.Member found = new Family(pool.snapshot()).get(call.hash("txid"));
              if (found == null) {
                throw new RpcException(
                    RpcCode.INVALID_ADDRESS_OR_KEY, "Transaction not in mempool");
              }
              return shown(found, new Chunks());
            });
  }

  private static Shape entryShape() {
    return object(
        "",
        field("vsize", number("Virtual bytes.")),
        field("weight", number("Weight.")),
        field("time", time("When it came.")),
        field("height", number("Height of the tip when it came.")),
        field("descendantcount", number("It and what stands on it.")),
        field("descendantsize", number("Virtual bytes of them.")),
        field("ancestorcount", number("It and what it stands on.")),
        field("ancestorsize", number("Virtual bytes of them.")),
        field("wtxid", hex("Hash with witness.")),
        maybe("chunkweight", number("Weight of what is mined together with it.")),
        field(
            "fees",
            object(
                "",
                field("base", amount("Its fee.")),
                field("modified", amount("The same: nothing is prioritised.")),
                field("ancestor", amount("Of it and what it stands on.")),
                field("descendant", amount("Of it and what stands on it.")),
                maybe(
                    "chunk",
                    amount("Of what is mined together with it; not told of large families.")))),
        field("depends", array("Of the pool, what it spends from.", hex("A txid."))),
        field("spentby", array("Of the pool, what spends from it.", hex("A txid."))));
  }

  private Map<String, Object> shown(Family.Member member, Chunks chunks) {
    Mempool.Entry entry = member.entry;
    List<Family.Member> above = Family.ancestors(member);
    List<Family.Member> below = Family.descendants(member);
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("vsize", entry.vsize());
    shown.put("weight", entry.transaction().weight());
    Duration age = Duration.ofNanos(loop.now() - entry.acceptedAt());
    shown.put("time", loop.wallTime().minus(age).getEpochSecond());
    shown.put("height", entry.height());
    shown.put("descendantcount", below.size());
    shown.put("descendantsize", size(below));
    shown.put("ancestorcount", above.size());
    shown.put("ancestorsize", size(above));
    shown.put("wtxid", entry.transaction().wtxid().toString());
    Optional<Chunks.Chunk> chunk = chunks.of(member);
    chunk.ifPresent(found -> shown.put("chunkweight", found.weight()));
    Map<String, Object> fees = new LinkedHashMap<>();
    fees.put("base", Amount.of(entry.fee()));
    fees.put("modified", Amount.of(entry.fee()));
    fees.put("ancestor", Amount.of(fee(above)));
    fees.put("descendant", Amount.of(fee(below)));
    chunk.ifPresent(found -> fees.put("chunk", Amount.of(found.fee())));
    shown.put("fees", fees);
    shown.put("depends", names(member.parents));
    shown.put("spentby", names(member.children));
    return shown;
  }

  private static long size(List<Family.Member> some) {
    return some.stream().mapToLong(member -> member.entry.vsize()).sum();
  }

  private static long fee(List<Family.Member> some) {
    return some.stream().mapToLong(member -> member.entry.fee()).sum();
  }

  private static List<String> names(Collection<Family.Member> some) {
    TreeSet<String> names = new TreeSet<>();
    some.forEach(member -> names.add(member.txid().toString()));
    return List.copyOf(names);
  }
}
