package org.patchbay.chain;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.patchbay.api.chain.HeaderIntake;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands the headers of one peer to the chain lane. Confined to the node loop. */
final class PeerIntake implements HeaderIntake {
  private static final Logger LOG = LoggerFactory.getLogger(PeerIntake.class);

  /**
   * Headers of a peer that may wait for the lane. Who asks in turn never has more than one message
   * and a few announcements under way; what is above is forgotten and answered in its turn.
   */
  private static final int MOST_WAITING = 2 * HeaderFile.MAX_BATCH;

  private final HeaderChain chain;
  private final PeerHeaders headers;
  private int waiting;
  private int syncHeight = -1;
  private Optional<List<Hash256>> syncLocator = Optional.empty();
  private boolean closed;

  PeerIntake(HeaderChain chain, PeerHeaders headers) {
    this.chain = chain;
    this.headers = headers;
  }

  @Override
  public void offer(List<BlockHeader> offered, boolean trusted, Consumer<? super Outcome> answer) {
    int count = offered.size();
    if (waiting + count > MOST_WAITING) {
      chain.lane(() -> forgotten(), result -> answered(0, result, answer));
      return;
    }
    waiting += count;
    long now = chain.wallSeconds();
    LowWorkSync.Secret secret = secret(chain.random());
    chain.lane(
        () -> turn(headers.take(offered, trusted, now, secret)),
        result -> answered(count, result, answer));
  }

  private LowWorkSync.Secret secret(RandomGenerator random) {
    return new LowWorkSync.Secret(
        random.nextInt(chain.params().commitmentPeriod()), random.nextLong(), random.nextLong());
  }

  private record Turn(Answer answer, int syncHeight, Optional<List<Hash256>> syncLocator) {}

  private Turn turn(Answer answer) {
    return new Turn(answer, headers.syncHeight(), headers.syncLocator());
  }

  private Turn forgotten() {
    return turn(Answer.nothing(Outcome.Kind.NOT_STORED));
  }

  private void answered(int count, Optional<Turn> result, Consumer<? super Outcome> answer) {
    waiting -= count;
    if (closed) {
      return;
    }
    Turn turn =
        result.orElseGet(
            () -> new Turn(Answer.nothing(Outcome.Kind.NOT_STORED), -1, Optional.empty()));
    syncHeight = turn.syncHeight();
    syncLocator = turn.syncLocator();
    answer.accept(turn.answer());
  }

  @Override
  public List<Hash256> locator() {
    return syncLocator.orElseGet(chain::locator);
  }

  @Override
  public int presyncHeight() {
    return syncHeight;
  }

  @Override
  public void close() {
    closed = true;
  }
}
