package org.patchbay.lab;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.message.Addr;
import org.patchbay.wire.message.Headers;
import org.patchbay.wire.message.Inv;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.Ping;
import org.patchbay.wire.message.Tx;

/**
 * What parts do beyond the ordinary: mischief at a modest pace, so that scores, rate limits and
 * eviction have something to show. Confined to the lab thread.
 */
final class Habits {
  private static final int INV_MAX = 50_000;
  private static final int INV_BURST = 300;
  private static final int PING_BURST = 100;
  private static final int ADDR_MAX = 1_000;

  private final Line line;
  private final RandomGenerator random;
  private final Clock clock;

  private Habits(Line line, RandomGenerator random, Clock clock) {
    this.line = line;
    this.random = random;
    this.clock = clock;
  }

  /** Begins the habits of a talk's part, which end with the talk. */
  static void begin(Talk talk, Line line, RandomGenerator random, Clock clock) {
    Habits habits = new Habits(line, random, clock);
    switch (talk.part()) {
      case WANDERER -> talk.after(Range.seconds(20, 60), talk::leave);
      case GARBLER -> talk.every(Range.seconds(3, 8), habits::garble);
      case FLOODER -> {
        talk.every(Range.seconds(2, 5), habits::burst);
        talk.every(Range.seconds(60, 120), habits::oversize);
      }
      case GOSSIP -> talk.every(Range.seconds(4, 10), habits::gossip);
      case STRAY -> talk.every(Range.seconds(6, 15), habits::stray);
      case WITHHOLDER -> talk.every(Range.seconds(1, 3), habits::tease);
      case JUNKER -> talk.every(Range.seconds(1, 3), habits::junk);
      default -> {} // The others behave.
    }
  }

  private void garble() {
    switch (random.nextInt(6)) {
      case 0 -> line.send("ping", new byte[3]);
      case 1 -> line.send("headers", new byte[] {5});
      case 2 -> line.send("inv", new byte[] {(byte) 0xfd, 1, 0}); // A size that one byte could say.
      case 3 -> line.send("labnoise", noise(random.nextInt(500)));
      case 4 -> line.send("addrv2", noise(40));
      default -> line.sendDamaged("ping", noise(8));
    }
  }

  private void burst() {
    if (random.nextBoolean()) {
      for (int i = 0; i < PING_BURST; i++) {
        line.send(new Ping(random.nextLong() | 1));
      }
    } else {
      line.send(inv(INV_BURST));
    }
  }

  private void oversize() {
    line.send("inv", MadeUp.oversizeInv(random, INV_MAX + 1));
  }

  private void gossip() {
    line.send(new Addr(MadeUp.addresses(random, ADDR_MAX, clock.unixSeconds())));
  }

  private void stray() {
    BlockHeader nowhere = Mine.next(Mine.GENESIS, clock.unixSeconds(), random);
    line.send(new Headers(List.of(Mine.next(nowhere, clock.unixSeconds(), random))));
  }

  private void tease() {
    line.send(new Inv(Junk.inventory(Inventory.WTX, 3, random)));
  }

  private void junk() {
    boolean orphan = random.nextBoolean();
    line.send(new Tx(orphan ? Junk.orphan(random) : Junk.invalid(random)));
  }

  private Message inv(int count) {
    Stream<Hash256> hashes = Stream.generate(() -> Mine.hash(random)).limit(count);
    return new Inv(hashes.map(hash -> new Inventory(Inventory.BLOCK, hash)).toList());
  }

  private byte[] noise(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
