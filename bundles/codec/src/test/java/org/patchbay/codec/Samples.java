package org.patchbay.codec;

import java.util.ArrayList;
import java.util.List;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.Block;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.Network;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.TxOut;
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
import org.patchbay.wire.message.Sketch;
import org.patchbay.wire.message.Tx;
import org.patchbay.wire.message.Unknown;
import org.patchbay.wire.message.Verack;
import org.patchbay.wire.message.Version;
import org.patchbay.wire.message.WtxidRelay;

/** One message of every kind. */
final class Samples {
  static final Hash256 HASH = new Hash256(1, 2, 3, 4);
  static final BlockHeader HEADER = Network.MAIN.genesis();
  static final byte[] BYTES = {1, 2, 3, 4, 5};

  private Samples() {}

  static Transaction transaction(boolean witness) {
    return Transaction.of(
        2,
        List.of(new TxIn(new OutPoint(HASH, 1), BYTES, 0xFFFFFFFFL)),
        List.of(new TxOut(5000, BYTES)),
        witness ? List.of(List.of(BYTES)) : List.of(),
        7);
  }

  static List<Message> all() {
    List<Message> all = new ArrayList<>();
    all.addAll(handshake());
    all.addAll(gossip());
    all.addAll(data());
    all.addAll(filters());
    all.addAll(retired());
    all.add(new Unknown("plugin", BYTES));
    return all;
  }

  private static List<Message> handshake() {
    NetworkAddress us = NetworkAddress.of(NetworkAddress.IPV4, new byte[] {8, 8, 4, 4}, 8333);
    return List.of(
        new Version(70016, 9, 1_700_000_000L, 1, us, 9, us, 77, "/test:1/", 800_000, true),
        new Verack(),
        new WtxidRelay(),
        new SendAddrV2(),
        new Feature("BIP434", BYTES),
        new SendTxRcncl(1, 9),
        new SendHeaders(),
        new SendCmpct(1, 2),
        new FeeFilter(1000),
        new Ping(9),
        new Pong(9));
  }

  private static List<Message> gossip() {
    AddressEntry four =
        new AddressEntry(
            1_700_000_000L,
            9,
            NetworkAddress.of(NetworkAddress.IPV4, new byte[] {8, 8, 8, 8}, 8333));
    AddressEntry onion =
        new AddressEntry(
            1_700_000_000L, 9, NetworkAddress.of(NetworkAddress.TOR_V3, new byte[32], 8333));
    List<Inventory> items =
        List.of(new Inventory(Inventory.WTX, HASH), new Inventory(Inventory.BLOCK, HASH));
    return List.of(
        new GetAddr(),
        new Addr(List.of(four)),
        new AddrV2(List.of(four, onion)),
        new Inv(items),
        new GetData(items),
        new NotFound(items),
        new GetBlocks(70016, List.of(HASH), Hash256.ZERO),
        new GetHeaders(70016, List.of(HASH, HASH), Hash256.ZERO),
        new Headers(List.of(HEADER, HEADER)),
        new Mempool());
  }

  private static List<Message> data() {
    List<Transaction> two = List.of(transaction(false), transaction(true));
    return List.of(
        new Tx(transaction(true)),
        new BlockMessage(Block.of(HEADER, two)),
        new MerkleBlock(HEADER, 2, List.of(HASH), new byte[] {3}),
        new CmpctBlock(
            HEADER, 5, new long[] {1, 2}, List.of(new CmpctBlock.Prefilled(0, transaction(true)))),
        new GetBlockTxn(HASH, new int[] {0, 3, 9}),
        new BlockTxn(HASH, two));
  }

  private static List<Message> filters() {
    return List.of(
        new FilterLoad(BYTES, 5, 6, 1),
        new FilterAdd(BYTES),
        new FilterClear(),
        new GetCFilters(0, 1, HASH),
        new CFilter(0, HASH, BYTES),
        new GetCFHeaders(0, 1, HASH),
        new CFHeaders(0, HASH, HASH, List.of(HASH)),
        new GetCFCheckpt(0, HASH),
        new CFCheckpt(0, HASH, List.of(HASH)));
  }

  private static List<Message> retired() {
    return List.of(
        new Alert(BYTES, BYTES),
        new Reject("tx", 16, "because", BYTES),
        new SendPackages(1),
        new AncPkgInfo(List.of(HASH)),
        new GetPkgTxns(List.of(HASH)),
        new PkgTxns(List.of(transaction(true))),
        new ReqRecon(1, 2),
        new Sketch(BYTES),
        new ReqSketchExt(),
        new ReconcilDiff(true, new int[] {1, 2}));
  }
}
