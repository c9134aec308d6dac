package org.patchbay.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.patchbay.api.chain.HeaderIntake.Outcome.Kind;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.fact.Fact;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.UInt256;

/**
 * Decides what the headers of one peer come to (protocol-facts §14.3). Confined to the chain lane.
 */
final class PeerHeaders {
  private final Lane lane;
  private Optional<LowWorkSync> sync = Optional.empty();

  PeerHeaders(Lane lane) {
    this.lane = lane;
  }

  /**
   * One message.
   *
   * @param now our clock in unix seconds
   * @param secret for a low-work sync, should one start
   */
  Answer take(List<BlockHeader> headers, boolean trusted, long now, LowWorkSync.Secret secret) {
    if (headers.isEmpty()) {
      sync = Optional.empty();
      return Answer.nothing(Kind.ACCEPTED);
    }
    Optional<Refusal> refusal = lane.rules().byThemselves(headers);
    if (refusal.isPresent()) {
      return refused(refusal.get());
    }
    boolean full = headers.size() >= HeaderFile.MAX_BATCH;
    if (sync.isPresent()) {
      Optional<Answer> answer = goOn(sync.get(), headers, full, now);
      if (answer.isPresent()) {
        return answer.get();
      }
    }
    return consider(headers, full, trusted, now, secret);
  }

  /** Height of a running low-work sync; -1 when none runs. */
  int syncHeight() {
    return sync.map(LowWorkSync::height).orElse(-1);
  }

  /** Where a running low-work sync goes on. */
  Optional<List<Hash256>> syncLocator() {
    return sync.map(
        running -> {
          List<Hash256> start = Locators.from(lane.index().snapshot(), running.startEntry());
          List<Hash256> locator = new ArrayList<>(start.size() + 1);
          locator.add(running.lastHash());
          locator.addAll(start);
          return List.copyOf(locator);
        });
  }

  /** Empty when the sync failed and the headers are to be looked at as any others. */
  private Optional<Answer> goOn(
      LowWorkSync running, List<BlockHeader> headers, boolean full, long now) {
    List<BlockHeader> ready = new ArrayList<>();
    LowWorkSync.Step step = running.next(headers, full, ready);
    if (step != LowWorkSync.Step.MORE) {
      sync = Optional.empty();
    }
    if (step == LowWorkSync.Step.FAILED) {
      return Optional.empty();
    }
    if (ready.isEmpty()) {
      return Optional.of(step == LowWorkSync.Step.MORE ? syncing() : lowWork(running.height()));
    }
    int parent = lane.index().find(ready.get(0).previous());
    Answer answer = enter(ready, parent, full && sync.isEmpty(), now);
    if (answer.kind() != Kind.ACCEPTED) {
      sync = Optional.empty();
      return Optional.of(answer);
    }
    return Optional.of(
        sync.isEmpty()
            ? answer
            : new Answer(
                Kind.PRESYNC, answer.stored(), answer.last(), syncLocator(), answer.fact()));
  }

  private Answer consider(
      List<BlockHeader> headers,
      boolean full,
      boolean trusted,
      long now,
      LowWorkSync.Secret secret) {
    int parent = lane.index().find(headers.get(0).previous());
    if (parent < 0) {
      return lane.ledger()
          .onInvalid(headers)
          .map(PeerHeaders::refused)
          .orElseGet(() -> unconnecting(headers));
    }
    if (!trusted && !onBest(headers) && !worthStoring(headers, parent)) {
      return full ? begin(headers, parent, now, secret) : lowWork(height(parent) + headers.size());
    }
    return enter(headers, parent, full, now);
  }

  private Answer begin(List<BlockHeader> headers, int parent, long now, LowWorkSync.Secret secret) {
    LowWorkSync.Start start = LowWorkSync.Start.at(lane.index().entries(), parent);
    LowWorkSync fresh =
        new LowWorkSync(lane.params(), lane.rules(), start, secret, lane.threshold(), now);
    if (fresh.next(headers, true, new ArrayList<>()) != LowWorkSync.Step.MORE) {
      return lowWork(fresh.height());
    }
    sync = Optional.of(fresh);
    return syncing();
  }

  private Answer enter(List<BlockHeader> headers, int parent, boolean full, long now) {
    Ledger.Entered entered = lane.ledger().enter(headers, parent, now);
    Snapshot snapshot = lane.index().snapshot();
    // A chain with an invalid block is nothing that a peer could have for us.
    Optional<HeaderView> last =
        lane.index().invalid(entered.last())
            ? Optional.empty()
            : Optional.of(snapshot.entries().view(entered.last()));
    if (entered.refusal().isPresent()) {
      Answer answer = refused(entered.refusal().get());
      return new Answer(
          answer.kind(), entered.stored(), Optional.empty(), Optional.empty(), answer.fact());
    }
    Answer answer =
        new Answer(Kind.ACCEPTED, entered.stored(), last, Optional.empty(), Optional.empty());
    return full ? answer.asking(Locators.from(snapshot, entered.last())) : answer;
  }

  private Answer syncing() {
    return new Answer(Kind.PRESYNC, 0, Optional.empty(), syncLocator(), Optional.empty());
  }

  private Answer lowWork(int height) {
    String detail =
        "headers up to height %d have less work than %s".formatted(height, lane.threshold());
    return Answer.nothing(Kind.LOW_WORK)
        .stating(Fact.nuisance(Fact.Nuisance.Kind.LOW_WORK, detail));
  }

  private Answer unconnecting(List<BlockHeader> headers) {
    Snapshot snapshot = lane.index().snapshot();
    String detail =
        "parent %s of the first of %d headers is not known"
            .formatted(headers.get(0).previous(), headers.size());
    return Answer.nothing(Kind.UNCONNECTING)
        .stating(Fact.nuisance(Fact.Nuisance.Kind.UNCONNECTING, detail))
        .asking(Locators.from(snapshot, snapshot.tip()));
  }

  private static Answer refused(Refusal refusal) {
    return new Answer(refusal.kind(), 0, Optional.empty(), Optional.empty(), refusal.fact());
  }

  private boolean worthStoring(List<BlockHeader> headers, int parent) {
    UInt256 threshold = lane.threshold();
    UInt256 work = lane.index().entries().work(parent);
    for (int i = 0; i < headers.size() && work.compareTo(threshold) < 0; i++) {
      work = work.plus(lane.rules().target((int) headers.get(i).bits()).work());
    }
    return work.compareTo(threshold) >= 0;
  }

  /** Whether the last header of a headers is on our best chain, so that all were judged before. */
  private boolean onBest(List<BlockHeader> headers) {
    Snapshot snapshot = lane.index().snapshot();
    int entry = snapshot.find(headers.get(headers.size() - 1).hash());
    return entry >= 0 && snapshot.onBest(entry);
  }

  private int height(int entry) {
    return lane.index().entries().height(entry);
  }
}
