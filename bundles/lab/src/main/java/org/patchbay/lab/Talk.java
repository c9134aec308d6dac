package org.patchbay.lab;

import java.util.List;
import java.util.random.RandomGenerator;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.ProtocolVersion;
import org.patchbay.wire.Services;
import org.patchbay.wire.message.Addr;
import org.patchbay.wire.message.AddrV2;
import org.patchbay.wire.message.BlockMessage;
import org.patchbay.wire.message.FeeFilter;
import org.patchbay.wire.message.GetAddr;
import org.patchbay.wire.message.GetData;
import org.patchbay.wire.message.GetHeaders;
import org.patchbay.wire.message.Headers;
import org.patchbay.wire.message.Inv;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.Ping;
import org.patchbay.wire.message.Pong;
import org.patchbay.wire.message.SendAddrV2;
import org.patchbay.wire.message.SendHeaders;
import org.patchbay.wire.message.Tx;
import org.patchbay.wire.message.Verack;
import org.patchbay.wire.message.Version;
import org.patchbay.wire.message.WtxidRelay;

/** One lab peer's conversation over one line. Confined to the lab thread. */
final class Talk implements Net.Ear {
  private static final int MAX_HEADERS = 2_000;
  private static final int MAX_ANNOUNCED = 8;
  private static final int ADDRESSES_TOLD = 8;
  private static final Range OWN_PINGS = Range.seconds(20, 40);

  private final Line line;
  private final Part part;
  private final boolean dialled;
  private final LabChain chain;
  private final Wares wares;
  private final Clock clock;
  private final RandomGenerator random;
  private final Listener listener;

  private boolean greeted;
  private boolean established;
  private boolean over;
  private boolean wantsHeaders;
  private boolean wantsAddrV2;
  private boolean following;
  private int announced;

  Talk(
      Line line,
      Part part,
      boolean dialled,
      World world,
      Clock clock,
      RandomGenerator random,
      Listener listener) {
    this.line = line;
    this.part = part;
    this.dialled = dialled;
    this.chain = world.chain();
    this.clock = clock;
    this.random = random;
    this.listener = listener;
    this.wares = new Wares(this, line, world, clock);
    if (dialled) {
      sayVersion();
    }
  }

  /** Told what a conversation brings. */
  interface Listener {
    /** The shared chain grew by what the node told. */
    void learned(Talk talk);

    /** It is over, by whomever. */
    void over(Talk talk);
  }

  @Override
  public void heard(Message message) {
    if (over) {
      return;
    } else if (message instanceof Version) {
      onVersion();
    } else if (message instanceof Verack) {
      onVerack();
    } else if (message instanceof SendAddrV2) {
      wantsAddrV2 = true;
    } else if (message instanceof SendHeaders) {
      wantsHeaders = true;
    } else if (message instanceof Ping ping) {
      after(part.pong(), () -> line.send(new Pong(ping.nonce())));
    } else if (message instanceof GetHeaders ask) {
      line.send(new Headers(chain.after(ask.locator(), ask.stop(), MAX_HEADERS)));
    } else if (message instanceof Headers told) {
      onHeaders(told.headers());
    } else if (message instanceof Inv told) {
      onInv(told.items());
    } else if (message instanceof GetData ask) {
      wares.asked(ask.items());
    } else if (message instanceof Tx given) {
      wares.given(given.transaction());
    } else if (message instanceof BlockMessage given) {
      wares.given(given.block());
    } else if (message instanceof FeeFilter told) {
      wares.feeFilter(told.satPerKvb());
    } else if (message instanceof WtxidRelay && part.wtxid()) {
      wares.byWtxid();
    } else if (message instanceof GetAddr) {
      tellAddresses();
    }
  }

  @Override
  public void closed() {
    if (!over) {
      over = true;
      listener.over(this);
    }
  }

  /** Hangs up. */
  void leave() {
    line.close();
  }

  /** The chain has a new tip: it is announced when word has reached this peer. */
  void chainGrew() {
    if (established) {
      after(part.announcement(), this::announce);
    }
  }

  Part part() {
    return part;
  }

  /** Whether both sides have shaken hands and nobody hung up. */
  boolean live() {
    return established && !over;
  }

  /** Its trade in transactions and blocks. */
  Wares wares() {
    return wares;
  }

  /** True while the miner still downloads a longer chain from the node. */
  boolean following() {
    return following && !over;
  }

  private void onVersion() {
    if (greeted) {
      return;
    }
    greeted = true;
    if (!dialled) {
      sayVersion();
    }
    if (part.wtxid()) {
      line.send(new WtxidRelay());
    }
    line.send(new SendAddrV2());
    line.send(new Verack());
  }

  private void onVerack() {
    if (established || !greeted) {
      return;
    }
    established = true;
    announced = chain.height();
    if (part == Part.MINER) {
      line.send(new SendHeaders());
      askHeaders();
    }
    every(OWN_PINGS, () -> line.send(new Ping(random.nextLong() | 1)));
    Habits.begin(this, line, random, clock);
  }

  private void onHeaders(List<BlockHeader> headers) {
    if (part != Part.MINER) {
      headers.forEach(header -> takeNews(header.hash()));
      return;
    }
    int before = chain.height();
    if (!chain.adopt(headers)) {
      askHeaders();
      return;
    }
    following = headers.size() == MAX_HEADERS;
    if (following) {
      askHeaders();
    }
    wares.fetch();
    if (chain.height() > before) {
      announced = chain.height();
      listener.learned(this);
    }
  }

  private void onInv(List<Inventory> items) {
    wares.told(items);
    if (part != Part.MINER) {
      items.stream().filter(Inventory::isBlock).forEach(item -> takeNews(item.hash()));
    }
    if (part == Part.MINER
        && items.stream().anyMatch(item -> item.isBlock() && !chain.knows(item.hash()))) {
      askHeaders();
    }
  }

  /** A block of which word had not reached this peer: it takes it from the node. */
  private void takeNews(Hash256 block) {
    int height = chain.heightOf(block).orElse(0);
    if (established && height > announced) {
      announced = height;
      after(part.pong(), () -> wares.ask(block));
    }
  }

  private void askHeaders() {
    line.send(new GetHeaders(ProtocolVersion.WTXID_RELAY, chain.locator(), Hash256.ZERO));
  }

  private void announce() {
    int tip = chain.height();
    int news = tip - announced;
    if (news <= 0) {
      return;
    }
    if (wantsHeaders && news <= MAX_ANNOUNCED) {
      line.send(new Headers(chain.after(List.of(chain.at(announced).hash()), Hash256.ZERO, news)));
    } else {
      line.send(new Inv(List.of(new Inventory(Inventory.BLOCK, chain.tip().hash()))));
    }
    announced = tip;
  }

  private void tellAddresses() {
    var entries = MadeUp.addresses(random, ADDRESSES_TOLD, clock.unixSeconds());
    line.send(wantsAddrV2 ? new AddrV2(entries) : new Addr(entries));
  }

  private void sayVersion() {
    line.send(
        MadeUp.version(
            Services.NETWORK | Services.WITNESS,
            clock.unixSeconds(),
            random.nextLong(),
            "/" + part.agent() + ":0.1.0/",
            chain.height()));
  }

  /** Does something once, unless the conversation ends before. */
  void after(Range delay, Runnable task) {
    long nanos = delay.pick(random);
    if (nanos == 0) {
      task.run();
      return;
    }
    clock.after(
        nanos,
        () -> {
          if (!over) {
            task.run();
          }
        });
  }

  /** Does something again and again until the conversation ends. */
  void every(Range pause, Runnable task) {
    after(
        pause,
        () -> {
          task.run();
          if (!over) {
            every(pause, task);
          }
        });
  }
}
