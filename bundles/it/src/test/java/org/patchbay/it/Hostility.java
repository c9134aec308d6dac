package org.patchbay.it;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.patchbay.sim.RegtestChain;
import org.patchbay.sim.Spends;
import org.patchbay.wire.Block;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.TxOut;
import org.patchbay.wire.WireWriter;
import org.patchbay.wire.message.BlockMessage;
import org.patchbay.wire.message.GetData;
import org.patchbay.wire.message.Headers;
import org.patchbay.wire.message.Inv;
import org.patchbay.wire.message.NotFound;
import org.patchbay.wire.message.Tx;

/**
 * What strangers do to a node that relays (protocol-facts §11, §13, §14). Each is one round, run
 * again and again over connections that are made anew when the node ends them.
 */
enum Hostility {
  JUNK_TRANSACTIONS {
    @Override
    void round(BlockPeer peer, Scene scene, Random random) throws IOException {
      for (int i = 0; i < 100; i++) {
        byte[] noise = new byte[random.nextInt(400)];
        random.nextBytes(noise);
        peer.sendRaw(Swarm.framed("tx", noise));
        peer.send(new Tx(unknown(random, 1, new byte[0])));
        OutPoint place = new OutPoint(hash(random), 0);
        TxOut negative = new TxOut(-1 - random.nextInt(1_000), Spends.SCRIPT);
        peer.send(new Tx(Spends.spend(List.of(place), List.of(negative))));
        peer.send(new Tx(Spends.spend(List.of(place, place), List.of(anyOutput(random)))));
        peer.send(new Tx(Spends.spend(List.of(OutPoint.NULL), List.of(anyOutput(random)))));
        peer.send(new Tx(Spends.spend(List.of(scene.coin()), List.of(tooMuch()))));
      }
    }
  },
  CONFLICTING_TRANSACTIONS {
    @Override
    void round(BlockPeer peer, Scene scene, Random random) throws IOException {
      for (int i = 0; i < 200; i++) {
        long fee = 20_000 + random.nextInt(100);
        peer.send(new Tx(Spends.move(scene.coin(), scene.value(), fee)));
      }
    }
  },
  OVERSIZED_TRANSACTIONS {
    @Override
    void round(BlockPeer peer, Scene scene, Random random) throws IOException {
      for (int size : new int[] {110_000, 999_000, 3_900_000}) {
        TxOut data = new TxOut(0, new WireWriter(size).u8(0x6a).bytes(new byte[size]).toBytes());
        peer.send(new Tx(Spends.spend(List.of(scene.coin()), List.of(data))));
      }
    }
  },
  /** The honest transaction before it is known, without its witness and with others. */
  MALLEATED_TRANSACTIONS {
    @Override
    void round(BlockPeer peer, Scene scene, Random random) throws IOException {
      Transaction tx = scene.honest();
      peer.send(new Tx(witnessed(tx, List.of())));
      for (int i = 0; i < 50; i++) {
        byte[] noise = new byte[1 + random.nextInt(80)];
        random.nextBytes(noise);
        peer.send(new Tx(witnessed(tx, List.of(List.of(noise)))));
      }
    }
  },
  ORPHANS {
    @Override
    void round(BlockPeer peer, Scene scene, Random random) throws IOException {
      for (int i = 0; i < 50; i++) {
        peer.send(new Tx(unknown(random, 1 + random.nextInt(3), new byte[0])));
      }
      peer.send(new Tx(unknown(random, 1, new byte[90_000])));
      peer.send(new Tx(unknown(random, 900, new byte[0])));
    }
  },
  /** A header that holds, and a block that is not what it says. */
  MUTATED_BLOCKS {
    @Override
    void round(BlockPeer peer, Scene scene, Random random) throws IOException {
      Block block = scene.chain().fork(scene.chain().height(), random.nextInt()).next(List.of());
      peer.send(new Headers(List.of(block.header())));
      Transaction coinbase = block.transactions().get(0);
      List<Transaction> twice = List.of(coinbase, coinbase);
      peer.send(new BlockMessage(Block.of(block.header(), twice)));
    }
  },
  UNREQUESTED_BLOCKS {
    @Override
    void round(BlockPeer peer, Scene scene, Random random) throws IOException {
      RegtestChain chain = scene.chain();
      for (int i = 0; i < 50; i++) {
        peer.send(new BlockMessage(chain.block(1 + random.nextInt(chain.height()))));
        RegtestChain low = chain.fork(1 + random.nextInt(20), random.nextInt());
        peer.send(new BlockMessage(low.next(List.of())));
      }
      BlockHeader tip = chain.header(chain.height());
      BlockHeader nowhere =
          new BlockHeader(tip.version(), hash(random), tip.merkleRoot(), tip.time(), tip.bits(), 0);
      List<Transaction> some = chain.block(chain.height()).transactions();
      peer.send(new BlockMessage(RegtestChain.solve(Block.of(nowhere, some))));
    }
  },
  INVENTORY_FLOOD {
    @Override
    void round(BlockPeer peer, Scene scene, Random random) throws IOException {
      peer.send(new Inv(items(random, 40_000, Inventory.WTX)));
      peer.send(new Inv(items(random, 5_000, Inventory.TX)));
      peer.send(new Inv(items(random, 5_000, Inventory.BLOCK)));
    }
  },
  /** Asks for blocks and transactions by the thousand. */
  GETDATA_FLOOD {
    @Override
    void round(BlockPeer peer, Scene scene, Random random) throws IOException {
      Hash256 some = scene.chain().hash(1 + random.nextInt(scene.chain().height()));
      Inventory block = new Inventory(Inventory.WITNESS_BLOCK, some);
      peer.send(new GetData(Collections.nCopies(50_000, block)));
      peer.send(new GetData(items(random, 50_000, Inventory.WTX)));
    }
  },
  NOTFOUND_STORM {
    @Override
    void round(BlockPeer peer, Scene scene, Random random) throws IOException {
      peer.send(new NotFound(items(random, 50_000, Inventory.WTX)));
      peer.send(new NotFound(items(random, 5_000, Inventory.TX)));
      peer.send(new NotFound(List.of(new Inventory(Inventory.WTX, scene.honest().wtxid()))));
    }
  },
  /** Announces what it never delivers, the honest transaction among it. */
  WITHHOLDING {
    @Override
    void round(BlockPeer peer, Scene scene, Random random) throws IOException {
      List<Inventory> all = new ArrayList<>(items(random, 100, Inventory.WTX));
      all.add(new Inventory(Inventory.WTX, scene.honest().wtxid()));
      peer.send(new Inv(all));
    }
  };

  /** What the honest do meanwhile, and what may be spent by the hostile. */
  interface Scene {
    /** The chain now. */
    RegtestChain chain();

    /** A transaction that an honest peer announces a little later. */
    Transaction honest();

    /** An output that the hostile may spend. */
    OutPoint coin();

    /** Its satoshi. */
    long value();
  }

  abstract void round(BlockPeer peer, Scene scene, Random random) throws IOException;

  /** A stranger of this kind: it answers nothing. */
  BlockPeer stranger(InetSocketAddress node) throws IOException {
    return BlockPeer.dial(RegtestChain.from(0), node).deafTo(message -> true);
  }

  private static Hash256 hash(Random random) {
    return new Hash256(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }

  private static List<Inventory> items(Random random, int count, int type) {
    List<Inventory> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(new Inventory(type, hash(random)));
    }
    return items;
  }

  private static TxOut anyOutput(Random random) {
    return new TxOut(1_000 + random.nextInt(1_000), Spends.SCRIPT);
  }

  private static TxOut tooMuch() {
    return new TxOut(2_000_000_000_000_000L, Spends.SCRIPT);
  }

  /** Spends outputs that nobody made. */
  private static Transaction unknown(Random random, int inputs, byte[] script) {
    List<TxIn> from = new ArrayList<>();
    for (int i = 0; i < inputs; i++) {
      from.add(new TxIn(new OutPoint(hash(random), 0), script, 0xFFFFFFFFL));
    }
    return Transaction.of(2, from, List.of(anyOutput(random)), List.of(), 0);
  }

  private static Transaction witnessed(Transaction tx, List<List<byte[]>> witnesses) {
    return Transaction.of(tx.version(), tx.inputs(), tx.outputs(), witnesses, tx.lockTime());
  }
}
