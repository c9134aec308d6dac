package org.patchbay.codec;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.patchbay.api.codec.MessageCodec;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.V1Frame;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;
import org.patchbay.wire.message.Addr;
import org.patchbay.wire.message.AddrV2;
import org.patchbay.wire.message.Alert;
import org.patchbay.wire.message.AncPkgInfo;
import org.patchbay.wire.message.BlockMessage;
import org.patchbay.wire.message.BlockTxn;
import org.patchbay.wire.message.CFCheckpt;
import org.patchbay.wire.message.CFHeaders;
import org.patchbay.wire.message.CFilter;
import org.patchbay.wire.message.CmpctBlock;
import org.patchbay.wire.message.Feature;
import org.patchbay.wire.message.FeeFilter;
import org.patchbay.wire.message.FilterAdd;
import org.patchbay.wire.message.FilterClear;
import org.patchbay.wire.message.FilterLoad;
import org.patchbay.wire.message.GetAddr;
import org.patchbay.wire.message.GetBlockTxn;
import org.patchbay.wire.message.GetBlocks;
import org.patchbay.wire.message.GetCFCheckpt;
import org.patchbay.wire.message.GetCFHeaders;
import org.patchbay.wire.message.GetCFilters;
import org.patchbay.wire.message.GetData;
import org.patchbay.wire.message.GetHeaders;
import org.patchbay.wire.message.GetPkgTxns;
import org.patchbay.wire.message.Headers;
import org.patchbay.wire.message.Inv;
import org.patchbay.wire.message.Mempool;
import org.patchbay.wire.message.MerkleBlock;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.NotFound;
import org.patchbay.wire.message.Ping;
import org.patchbay.wire.message.PkgTxns;
import org.patchbay.wire.message.Pong;
import org.patchbay.wire.message.ReconcilDiff;
import org.patchbay.wire.message.Reject;
import org.patchbay.wire.message.ReqRecon;
import org.patchbay.wire.message.ReqSketchExt;
import org.patchbay.wire.message.SendAddrV2;
import org.patchbay.wire.message.SendCmpct;
import org.patchbay.wire.message.SendHeaders;
import org.patchbay.wire.message.SendPackages;
import org.patchbay.wire.message.SendTxRcncl;
import org.patchbay.wire.message.SharedHeaders;
import org.patchbay.wire.message.Sketch;
import org.patchbay.wire.message.Tx;
import org.patchbay.wire.message.Unknown;
import org.patchbay.wire.message.Verack;
import org.patchbay.wire.message.Version;
import org.patchbay.wire.message.WtxidRelay;

/**
 * The codec of the protocol as it is: a table from command to record. Immutable.
 *
 * <p>To replace it, deploy a component of your own that implements {@link MessageCodec} with a
 * higher {@code service.ranking}: new connections begin with it, the others keep this one.
 *
 * <p>Caps: a message of a few fields is not buffered beyond {@link #SMALL}, which leaves room for
 * the trailing bytes that are to be ignored (protocol-facts §5.0). Where too many entries are an
 * offence (§11.2) the whole message is wanted, because only its count tells.
 */
@Component(name = "patchbay.codec", service = MessageCodec.class)
public final class StandardCodec implements MessageCodec {
  /** Bytes of payload of a message with a few fields. */
  static final int SMALL = 65_536;

  /** Bytes of payload of a message that no record stands for. */
  static final int UNKNOWN = 1_000_000;

  private static final int WHOLE = V1Frame.MAX_PAYLOAD;
  private static final Map<String, Entry> TABLE = table();

  /** Reads a payload. */
  @FunctionalInterface
  interface Reader {
    /** Answers the record, or throws with the reason. */
    Message read(WireReader in) throws MalformedException;
  }

  private record Entry(int maxPayload, Reader reader) {}

  private static Map<String, Entry> table() {
    Map<String, Entry> table = new HashMap<>();
    handshake(table);
    gossip(table);
    data(table);
    filters(table);
    retired(table);
    return Map.copyOf(table);
  }

  private static void handshake(Map<String, Entry> table) {
    table.put("version", new Entry(SMALL, Version::read));
    table.put("verack", new Entry(SMALL, Verack::read));
    table.put("wtxidrelay", new Entry(SMALL, WtxidRelay::read));
    table.put("sendaddrv2", new Entry(SMALL, SendAddrV2::read));
    table.put("feature", new Entry(SMALL, Feature::read));
    table.put("sendtxrcncl", new Entry(SMALL, SendTxRcncl::read));
    table.put("sendheaders", new Entry(SMALL, SendHeaders::read));
    table.put("sendcmpct", new Entry(SMALL, SendCmpct::read));
    table.put("feefilter", new Entry(SMALL, FeeFilter::read));
    table.put("ping", new Entry(SMALL, Ping::read));
    table.put("pong", new Entry(SMALL, Pong::read));
  }

  private static void gossip(Map<String, Entry> table) {
    table.put("getaddr", new Entry(SMALL, GetAddr::read));
    table.put("addr", new Entry(WHOLE, Addr::read));
    table.put("addrv2", new Entry(WHOLE, AddrV2::read));
    table.put("inv", new Entry(WHOLE, Inv::read));
    table.put("getdata", new Entry(WHOLE, GetData::read));
    table.put("notfound", new Entry(WHOLE, NotFound::read));
    table.put("getblocks", new Entry(SMALL, GetBlocks::read));
    table.put("getheaders", new Entry(SMALL, GetHeaders::read));
    table.put("headers", new Entry(WHOLE, Headers::read));
    table.put("mempool", new Entry(SMALL, Mempool::read));
  }

  private static void data(Map<String, Entry> table) {
    table.put("tx", new Entry(WHOLE, Tx::read));
    table.put("block", new Entry(WHOLE, BlockMessage::read));
    table.put("merkleblock", new Entry(WHOLE, MerkleBlock::read));
    table.put("cmpctblock", new Entry(WHOLE, CmpctBlock::read));
    table.put("getblocktxn", new Entry(WHOLE, GetBlockTxn::read));
    table.put("blocktxn", new Entry(WHOLE, BlockTxn::read));
  }

  private static void filters(Map<String, Entry> table) {
    table.put("filterload", new Entry(WHOLE, FilterLoad::read));
    table.put("filteradd", new Entry(WHOLE, FilterAdd::read));
    table.put("filterclear", new Entry(SMALL, FilterClear::read));
    table.put("getcfilters", new Entry(SMALL, GetCFilters::read));
    table.put("cfilter", new Entry(WHOLE, CFilter::read));
    table.put("getcfheaders", new Entry(SMALL, GetCFHeaders::read));
    table.put("cfheaders", new Entry(WHOLE, CFHeaders::read));
    table.put("getcfcheckpt", new Entry(SMALL, GetCFCheckpt::read));
    table.put("cfcheckpt", new Entry(WHOLE, CFCheckpt::read));
  }

  /** Retired messages and drafts, which nodes may send and mostly ignore. */
  private static void retired(Map<String, Entry> table) {
    table.put("alert", new Entry(SMALL, Alert::read));
    table.put("reject", new Entry(SMALL, Reject::read));
    table.put("sendpackages", new Entry(SMALL, SendPackages::read));
    table.put("ancpkginfo", new Entry(SMALL, AncPkgInfo::read));
    table.put("getpkgtxns", new Entry(SMALL, GetPkgTxns::read));
    table.put("pkgtxns", new Entry(WHOLE, PkgTxns::read));
    table.put("reqrecon", new Entry(SMALL, ReqRecon::read));
    table.put("sketch", new Entry(SMALL, Sketch::read));
    table.put("reqsketchext", new Entry(SMALL, ReqSketchExt::read));
    table.put("reconcildiff", new Entry(SMALL, ReconcilDiff::read));
  }

  /** The commands for which there is a record. */
  static Set<String> commands() {
    return TABLE.keySet();
  }

  @Override
  public String name() {
    return "standard";
  }

  @Override
  public int maxPayload(String command) {
    Entry entry = TABLE.get(command);
    return entry == null ? UNKNOWN : entry.maxPayload();
  }

  @Override
  public Message decode(String command, ByteBuffer payload) throws MalformedException {
    Entry entry = TABLE.get(command);
    if (entry == null) {
      byte[] copy = new byte[payload.remaining()];
      payload.duplicate().get(copy);
      return new Unknown(command, copy);
    }
    return entry.reader().read(new WireReader(payload));
  }

  @Override
  public ByteBuffer encode(Message message) {
    if (message instanceof Tx tx) {
      return tx.transaction().raw();
    }
    if (message instanceof BlockMessage block) {
      return block.block().raw();
    }
    if (message instanceof Unknown unknown) {
      return ByteBuffer.wrap(unknown.payload());
    }
    if (message instanceof Headers headers && headers.headers() instanceof SharedHeaders shared) {
      return shared.payload();
    }
    WireWriter out = new WireWriter();
    message.write(out);
    return out.toByteBuffer();
  }

  /** A transaction's is the beginning of its wtxid, which somebody needs anyhow. */
  @Override
  public long knownChecksum(Message message) {
    if (message instanceof Tx tx) {
      return tx.transaction().wtxid().longAt(0) & 0xFFFFFFFFL;
    }
    if (message instanceof BlockMessage block) {
      return block.block().checksum();
    }
    if (message instanceof Headers headers && headers.headers() instanceof SharedHeaders shared) {
      return shared.checksum() & 0xFFFFFFFFL;
    }
    return -1;
  }
}
