package org.patchbay.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.patchbay.api.bans.Ban;
import org.patchbay.api.bans.BanList;
import org.patchbay.api.bans.BanTarget;
import org.patchbay.api.bans.Bans;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.sim.VirtualLoop;

/** Bans that a test says. Confined to the thread of a test. */
final class FakeBanList implements BanList {
  private final VirtualLoop loop;
  private final List<Ban> bans = new ArrayList<>();
  private final List<Consumer<? super Bans>> followers = new ArrayList<>();

  FakeBanList(VirtualLoop loop) {
    this.loop = loop;
  }

  void ban(String target, String reason) {
    bans.add(new Ban(BanTarget.parse(target), 0, Ban.FOR_EVER, reason, "test"));
    followers.forEach(follower -> follower.accept(inForce()));
  }

  int followers() {
    return followers.size();
  }

  @Override
  public Bans inForce() {
    List<Ban> all = List.copyOf(bans);
    return (suspect, now) ->
        all.stream().filter(ban -> ban.target().covers(suspect) && ban.holds(now)).findFirst();
  }

  @Override
  public List<Ban> all() {
    return List.copyOf(bans);
  }

  @Override
  public Cancellable follow(Consumer<? super Bans> listener) {
    followers.add(listener);
    loop.execute(() -> listener.accept(inForce()));
    return () -> followers.remove(listener);
  }

  @Override
  public CompletionStage<Void> add(Collection<Ban> more) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<List<Ban>> remove(Predicate<Ban> which) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Integer> importFrom(Path file, String origin) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Integer> exportTo(Path file) {
    throw new UnsupportedOperationException();
  }
}
