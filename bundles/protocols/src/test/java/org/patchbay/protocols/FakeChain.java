package org.patchbay.protocols;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.chain.HeaderIntake;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.chain.TipChange;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Network;
import org.patchbay.wire.UInt256;

/** A chain without rules in which every header has work 1; what it answers can be put before it. */
final class FakeChain implements Chain {
  record View(BlockHeader header, int height) implements HeaderView {
    @Override
    public Hash256 hash() {
      return header.hash();
    }

    @Override
    public UInt256 chainWork() {
      return UInt256.of(height + 1);
    }

    @Override
    public long medianTime() {
      return header.time();
    }
  }

  record Move(HeaderView from, HeaderView to, HeaderView fork) implements TipChange {}

  record Answer(
      Kind kind,
      int stored,
      Optional<HeaderView> last,
      Optional<List<Hash256>> more,
      Optional<Fact> fact)
      implements HeaderIntake.Outcome {}

  final Deque<Answer> script = new ArrayDeque<>();
  final List<Integer> offered = new ArrayList<>();
  final List<Boolean> trust = new ArrayList<>();
  final List<Consumer<? super TipChange>> listeners = new ArrayList<>();
  long minimumWork;
  Network network = Network.REGTEST;
  boolean holdAnswers;
  final List<Runnable> held = new ArrayList<>();
  int closedIntakes;
  long lookedUp;

  final VirtualLoop loop;
  private final Map<Hash256, HeaderView> known = new HashMap<>();
  private final List<HeaderView> best = new ArrayList<>();

  FakeChain(VirtualLoop loop) {
    this.loop = loop;
    HeaderView genesis = new View(Network.REGTEST.genesis(), 0);
    known.put(genesis.hash(), genesis);
    best.add(genesis);
  }

  /** Headers on top of one, all with that time; not stored. */
  static List<BlockHeader> on(BlockHeader parent, int count, long time) {
    List<BlockHeader> headers = new ArrayList<>();
    BlockHeader last = parent;
    for (int i = 0; i < count; i++) {
      last = new BlockHeader(1, last.hash(), Hash256.ZERO, time, 0x207fffffL, 0);
      headers.add(last);
    }
    return headers;
  }

  /** Stores headers on the tip, as old as the loop's beginning; tells nobody. */
  FakeChain grow(int count) {
    return grow(count, loop.wallTime().getEpochSecond());
  }

  FakeChain grow(int count, long time) {
    store(on(tip().header(), count, time));
    return this;
  }

  /** Stores a header on the tip whose own parent nobody knows; tells nobody. */
  FakeChain plant(BlockHeader header) {
    HeaderView view = new View(header, best.size());
    known.put(header.hash(), view);
    best.add(view);
    return this;
  }

  /** Stores headers that continue a stored one, and tells of the new tip. */
  void take(List<BlockHeader> headers) {
    HeaderView from = tip();
    store(headers);
    if (tip() != from) {
      HeaderView to = tip();
      HeaderView fork = from;
      while (best.get(fork.height()) != fork) {
        fork = known.get(fork.header().previous());
      }
      Move move = new Move(from, to, fork);
      List.copyOf(listeners).forEach(l -> l.accept(move));
    }
  }

  private void store(List<BlockHeader> headers) {
    for (BlockHeader header : headers) {
      HeaderView parent = known.get(header.previous());
      known.putIfAbsent(header.hash(), new View(header, parent.height() + 1));
      HeaderView view = known.get(header.hash());
      if (view.height() > tip().height()) {
        adopt(view);
      }
    }
  }

  private void adopt(HeaderView view) {
    Deque<HeaderView> branch = new ArrayDeque<>();
    HeaderView at = view;
    while (at.height() >= best.size() || best.get(at.height()) != at) {
      branch.addFirst(at);
      at = known.get(at.header().previous());
    }
    best.subList(at.height() + 1, best.size()).clear();
    best.addAll(branch);
  }

  List<BlockHeader> headers(int from, int to) {
    return best.subList(from, to + 1).stream().map(HeaderView::header).toList();
  }

  void answer(HeaderIntake.Outcome.Kind kind, List<Hash256> more, Fact fact) {
    script.add(
        new Answer(
            kind, 0, Optional.empty(), Optional.ofNullable(more), Optional.ofNullable(fact)));
  }

  @Override
  public Network network() {
    return network;
  }

  @Override
  public HeaderView tip() {
    return best.get(best.size() - 1);
  }

  @Override
  public Optional<HeaderView> header(Hash256 hash) {
    lookedUp++;
    return Optional.ofNullable(known.get(hash));
  }

  @Override
  public Optional<HeaderView> header(int height) {
    return height < best.size() ? Optional.of(best.get(height)) : Optional.empty();
  }

  @Override
  public List<Hash256> locator() {
    return locator(tip().hash());
  }

  /** The last two and genesis, which is all that tests look at. */
  @Override
  public List<Hash256> locator(Hash256 from) {
    if (!known.containsKey(from)) {
      return List.of();
    }
    return List.of(from, best.get(0).hash());
  }

  @Override
  public List<BlockHeader> after(List<Hash256> locator, Hash256 stop, int max) {
    if (locator.isEmpty()) {
      return header(stop).map(HeaderView::header).map(List::of).orElse(List.of());
    }
    int fork =
        locator.stream()
            .flatMap(hash -> header(hash).stream())
            .filter(view -> header(view.height()).filter(view::equals).isPresent())
            .findFirst()
            .map(HeaderView::height)
            .orElse(0);
    return headers(fork + 1, Math.min(tip().height(), fork + max));
  }

  @Override
  public boolean hasMinimumWork() {
    return tip().chainWork().compareTo(minimumWork()) >= 0;
  }

  @Override
  public UInt256 minimumWork() {
    return UInt256.of(minimumWork);
  }

  @Override
  public HeaderIntake intake() {
    return new Intake();
  }

  @Override
  public Cancellable onTip(Consumer<? super TipChange> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  private final class Intake implements HeaderIntake {
    private boolean closed;

    @Override
    public void offer(
        List<BlockHeader> headers, boolean trusted, Consumer<? super Outcome> answer) {
      offered.add(headers.size());
      trust.add(trusted);
      Runnable work =
          () -> {
            if (!closed) {
              answer.accept(script.isEmpty() ? judge(headers) : script.remove());
            }
          };
      if (holdAnswers) {
        held.add(work);
      } else {
        loop.execute(work);
      }
    }

    private Outcome judge(List<BlockHeader> headers) {
      if (!known.containsKey(headers.get(0).previous())) {
        return new Answer(
            Outcome.Kind.UNCONNECTING, 0, Optional.empty(), Optional.empty(), Optional.empty());
      }
      int before = known.size();
      take(headers);
      HeaderView last = known.get(headers.get(headers.size() - 1).hash());
      return new Answer(
          Outcome.Kind.ACCEPTED,
          known.size() - before,
          Optional.of(last),
          headers.size() == 2000
              ? Optional.of(FakeChain.this.locator(last.hash()))
              : Optional.empty(),
          Optional.empty());
    }

    @Override
    public List<Hash256> locator() {
      return FakeChain.this.locator();
    }

    @Override
    public int presyncHeight() {
      return -1;
    }

    @Override
    public void close() {
      closed = true;
      closedIntakes++;
    }
  }
}
