package org.patchbay.wire.message;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.patchbay.wire.Any;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/** Every message: how it is read, and a generator of random ones. */
record Kind(String command, Reader reader, Function<Any, Message> any) {
  @FunctionalInterface
  interface Reader {
    Message read(WireReader in) throws MalformedException;
  }

  Message read(byte[] payload) throws MalformedException {
    return reader.read(new WireReader(payload));
  }

  static byte[] write(Message message) {
    WireWriter out = new WireWriter();
    message.write(out);
    return out.toBytes();
  }

  @Override
  public String toString() {
    return command;
  }

  static List<Kind> all() {
    List<Kind> all = new ArrayList<>(handshake());
    all.addAll(gossip());
    all.addAll(data());
    all.addAll(filters());
    all.addAll(drafts());
    return all;
  }

  private static List<Kind> handshake() {
    return List.of(
        new Kind("version", Version::read, Kind::version),
        new Kind("verack", Verack::read, any -> Verack.INSTANCE),
        new Kind("wtxidrelay", WtxidRelay::read, any -> WtxidRelay.INSTANCE),
        new Kind("sendaddrv2", SendAddrV2::read, any -> SendAddrV2.INSTANCE),
        new Kind("sendheaders", SendHeaders::read, any -> SendHeaders.INSTANCE),
        new Kind("getaddr", GetAddr::read, any -> GetAddr.INSTANCE),
        new Kind("mempool", Mempool::read, any -> Mempool.INSTANCE),
        new Kind("feature", Feature::read, any -> new Feature(any.text(4, 80), any.upTo(512))),
        new Kind("sendtxrcncl", SendTxRcncl::read, any -> new SendTxRcncl(any.u32(), any.i64())),
        new Kind("sendcmpct", SendCmpct::read, any -> new SendCmpct(any.below(256), any.i64())),
        new Kind("feefilter", FeeFilter::read, any -> new FeeFilter(any.i64())),
        new Kind("ping", Ping::read, any -> new Ping(any.i64())),
        new Kind("pong", Pong::read, any -> new Pong(any.i64())));
  }

  private static Version version(Any any) {
    return new Version(
        any.i32(),
        any.i64(),
        any.u32(),
        any.i64(),
        any.legacyAddress(),
        any.i64(),
        any.legacyAddress(),
        any.i64(),
        any.text(0, 256),
        any.i32(),
        any.bool());
  }

  private static List<Kind> gossip() {
    return List.of(
        new Kind("addr", Addr::read, any -> new Addr(any.list(30, any::legacyEntry))),
        new Kind("addrv2", AddrV2::read, any -> new AddrV2(any.list(20, any::entry))),
        new Kind("inv", Inv::read, any -> new Inv(items(any))),
        new Kind("getdata", GetData::read, any -> new GetData(items(any))),
        new Kind("notfound", NotFound::read, any -> new NotFound(items(any))),
        new Kind(
            "getblocks",
            GetBlocks::read,
            any -> new GetBlocks(any.u32(), any.list(30, any::hash), any.hash())),
        new Kind(
            "getheaders",
            GetHeaders::read,
            any -> new GetHeaders(any.u32(), any.list(30, any::hash), any.hash())),
        new Kind("headers", Headers::read, any -> new Headers(any.list(20, any::header))));
  }

  private static List<Inventory> items(Any any) {
    return any.list(any.below(10) == 0 ? 300 : 30, any::inventory);
  }

  private static List<Kind> data() {
    return List.of(
        new Kind("tx", Tx::read, any -> new Tx(any.transaction())),
        new Kind("block", BlockMessage::read, any -> new BlockMessage(any.block())),
        new Kind(
            "merkleblock",
            MerkleBlock::read,
            any -> new MerkleBlock(any.header(), any.u32(), any.list(20, any::hash), any.upTo(20))),
        new Kind("cmpctblock", CmpctBlock::read, Kind::compactBlock),
        new Kind(
            "getblocktxn", GetBlockTxn::read, any -> new GetBlockTxn(any.hash(), any.indexes(40))),
        new Kind(
            "blocktxn",
            BlockTxn::read,
            any -> new BlockTxn(any.hash(), any.list(4, any::transaction))));
  }

  private static CmpctBlock compactBlock(Any any) {
    long[] shortIds = new long[any.below(40)];
    for (int i = 0; i < shortIds.length; i++) {
      shortIds[i] = any.i64() & 0xFFFF_FFFF_FFFFL;
    }
    List<CmpctBlock.Prefilled> prefilled = new ArrayList<>();
    for (int index : any.indexes(3)) {
      prefilled.add(new CmpctBlock.Prefilled(index, any.transaction()));
    }
    return new CmpctBlock(any.header(), any.i64(), shortIds, prefilled);
  }

  private static List<Kind> filters() {
    return List.of(
        new Kind(
            "filterload",
            FilterLoad::read,
            any -> new FilterLoad(any.upTo(400), any.below(51), any.u32(), any.below(256))),
        new Kind("filteradd", FilterAdd::read, any -> new FilterAdd(any.upTo(520))),
        new Kind("filterclear", FilterClear::read, any -> FilterClear.INSTANCE),
        new Kind(
            "getcfilters",
            GetCFilters::read,
            any -> new GetCFilters(any.below(256), any.u32(), any.hash())),
        new Kind(
            "cfilter",
            CFilter::read,
            any -> new CFilter(any.below(256), any.hash(), any.upTo(400))),
        new Kind(
            "getcfheaders",
            GetCFHeaders::read,
            any -> new GetCFHeaders(any.below(256), any.u32(), any.hash())),
        new Kind(
            "cfheaders",
            CFHeaders::read,
            any -> new CFHeaders(any.below(256), any.hash(), any.hash(), any.list(20, any::hash))),
        new Kind(
            "getcfcheckpt",
            GetCFCheckpt::read,
            any -> new GetCFCheckpt(any.below(256), any.hash())),
        new Kind(
            "cfcheckpt",
            CFCheckpt::read,
            any -> new CFCheckpt(any.below(256), any.hash(), any.list(20, any::hash))));
  }

  private static List<Kind> drafts() {
    return List.of(
        new Kind("alert", Alert::read, any -> new Alert(any.upTo(200), any.upTo(80))),
        new Kind(
            "reject",
            Reject::read,
            any -> new Reject(any.text(0, 12), any.below(256), any.text(0, 111), any.upTo(32))),
        new Kind("sendpackages", SendPackages::read, any -> new SendPackages(any.i64())),
        new Kind("ancpkginfo", AncPkgInfo::read, any -> new AncPkgInfo(any.list(20, any::hash))),
        new Kind("getpkgtxns", GetPkgTxns::read, any -> new GetPkgTxns(any.list(20, any::hash))),
        new Kind("pkgtxns", PkgTxns::read, any -> new PkgTxns(any.list(4, any::transaction))),
        new Kind(
            "reqrecon", ReqRecon::read, any -> new ReqRecon(any.below(65536), any.below(65536))),
        new Kind("sketch", Sketch::read, any -> new Sketch(any.upTo(400))),
        new Kind("reqsketchext", ReqSketchExt::read, any -> ReqSketchExt.INSTANCE),
        new Kind(
            "reconcildiff",
            ReconcilDiff::read,
            any -> new ReconcilDiff(any.bool(), any.indexes(30))));
  }
}
