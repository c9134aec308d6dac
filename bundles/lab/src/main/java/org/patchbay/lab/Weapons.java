package org.patchbay.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.patchbay.wire.Block;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.Network;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.WireWriter;
import org.patchbay.wire.message.Addr;
import org.patchbay.wire.message.BlockMessage;
import org.patchbay.wire.message.GetData;
import org.patchbay.wire.message.Headers;
import org.patchbay.wire.message.Inv;
import org.patchbay.wire.message.NotFound;
import org.patchbay.wire.message.Ping;
import org.patchbay.wire.message.Tx;

/** What the connections of an attack do, step by step. Confined to the lab thread. */
final class Weapons {
  private static final int INV_ITEMS = 2_000;
  private static final int STORM_ITEMS = 1_000;
  private static final int PINGS = 100;
  private static final int BLOCKS_ASKED = 16;
  private static final int ADDRESSES = 1_000;

  private final Attack attack;
  private final Crew crew;
  private final World world;
  private final RandomGenerator random;

  /** One thing that a connection does. */
  interface Step {
    void take(Line line);
  }

  Weapons(Attack attack, Crew crew, SplittableRandom random) {
    this.attack = attack;
    this.crew = crew;
    this.world = crew.world();
    this.random = random;
  }

  /** What one connection does again and again. */
  Step fresh() {
    return switch (attack) {
      case INV_FLOOD ->
          line -> line.send(new Inv(Junk.inventory(Inventory.WTX, INV_ITEMS, random)));
      case ORPHANS -> line -> line.send(new Tx(Junk.orphan(random)));
      case JUNK_TX -> this::junk;
      case CONFLICTING -> this::conflict;
      case MALLEATED -> this::malleate;
      case MUTATED_BLOCK -> this::mutate;
      case UNREQUESTED_BLOCK -> this::unrequested;
      case GETDATA_FLOOD -> this::askMuch;
      case NOTFOUND_STORM ->
          line -> line.send(new NotFound(Junk.inventory(Inventory.WTX, STORM_ITEMS, random)));
      case WITHHOLD -> this::tease;
      case ADDR_FLOOD ->
          line ->
              line.send(new Addr(MadeUp.addresses(random, ADDRESSES, crew.clock().unixSeconds())));
      case PING_FLOOD -> this::ping;
      case SLOW_LORIS -> drip();
      case CONNECTION_FLOOD -> line -> {}; // To be there is all it does.
    };
  }

  private void junk(Line line) {
    Optional<Coin> coin = random.nextInt(20) == 0 ? world.wallets().take() : Optional.empty();
    line.send(new Tx(coin.map(Junk::inflating).orElseGet(() -> Junk.invalid(random))));
  }

  private void conflict(Line line) {
    world
        .wallets()
        .take()
        .ifPresent(
            coin -> {
              line.send(new Tx(Junk.rival(coin, 1)));
              line.send(new Tx(Junk.rival(coin, 2)));
            });
  }

  private void malleate(Line line) {
    world
        .wallets()
        .take()
        .ifPresent(
            coin -> {
              Transaction tx = Junk.rival(coin, 3);
              line.send(new Tx(Junk.malleated(tx, random)));
              line.send(new Tx(tx));
            });
  }

  /** The true block follows by honest peers. */
  private void mutate(Line line) {
    Block block = crew.mineNow();
    line.send(new Headers(List.of(block.header())));
    line.send(new BlockMessage(Junk.mutated(block, random)));
  }

  private void unrequested(Line line) {
    LabChain chain = world.chain();
    long now = crew.clock().unixSeconds();
    switch (random.nextInt(3)) {
      case 0 -> old().ifPresent(block -> line.send(new BlockMessage(block)));
      case 1 -> {
        BlockHeader parent = chain.at(Math.max(0, chain.height() - 1));
        long time = Math.max(now, chain.tip().time() + 1);
        int height = Math.max(1, chain.height());
        line.send(new BlockMessage(Mine.block(parent, height, time, List.of(), 0, random)));
      }
      default -> {
        BlockHeader nowhere = Mine.next(Mine.GENESIS, now, random);
        line.send(new BlockMessage(Mine.block(nowhere, 2, now, List.of(), 0, random)));
      }
    }
  }

  private Optional<Block> old() {
    LabChain chain = world.chain();
    return chain.height() < 1
        ? Optional.empty()
        : chain.block(random.nextInt(1, chain.height() + 1));
  }

  private void askMuch(Line line) {
    List<Inventory> items = new ArrayList<>(Junk.inventory(Inventory.WTX, STORM_ITEMS, random));
    for (int i = 0; i < BLOCKS_ASKED; i++) {
      old()
          .map(block -> new Inventory(Inventory.WITNESS_BLOCK, block.header().hash()))
          .ifPresent(items::add);
    }
    line.send(new GetData(items));
  }

  /** Attackers deliver nothing: what is announced here has to come from others. */
  private void tease(Line line) {
    List<Inventory> items = new ArrayList<>(Junk.inventory(Inventory.WTX, 5, random));
    world.pool().entries().stream()
        .filter(entry -> !entry.heard())
        .limit(100)
        .map(entry -> new Inventory(Inventory.WTX, entry.transaction().wtxid()))
        .forEach(items::add);
    line.send(new Inv(items));
    line.send(new Headers(List.of(world.chain().tip())));
  }

  private void ping(Line line) {
    for (int i = 0; i < PINGS; i++) {
      line.send(new Ping(random.nextLong() | 1));
    }
  }

  /** The bytes of a version message, one at a time. */
  private Step drip() {
    WireWriter out = new WireWriter();
    MadeUp.version(0, crew.clock().unixSeconds(), random.nextLong(), "/LabLoris:0.1.0/", 0)
        .write(out);
    byte[] bytes = new Frames(Network.REGTEST).frame("version", out.toBytes(), false).array();
    int[] next = {0};
    return line -> {
      if (next[0] < bytes.length) {
        line.sendRaw(new byte[] {bytes[next[0]++]});
      }
    };
  }
}
