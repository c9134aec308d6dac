package org.patchbay.engine;

import java.util.function.BooleanSupplier;
import org.patchbay.api.question.Opening;
import org.patchbay.api.question.Question;

/**
 * Puts down what one slot is asked, for somebody beside the loop: of so many peers as {@link
 * Openings} follows, and as long as somebody reads. Confined to the node loop.
 */
final class Notebook<P> implements Beside<P> {
  private final Openings openings = new Openings();
  private final Batches<? super Question<P>> batches;
  private final BooleanSupplier read;

  /**
   * An empty one.
   *
   * @param read whether somebody still reads it
   */
  Notebook(Batches<? super Question<P>> batches, BooleanSupplier read) {
    this.batches = batches;
    this.read = read;
  }

  @Override
  public boolean follows(Peer peer) {
    if (openings.follows(peer.place())) {
      return true;
    }
    batches.leaveOut();
    return false;
  }

  @Override
  public boolean watches(Peer peer) {
    return openings.watches(peer.place());
  }

  @Override
  public Opening opening(Peer peer, long now) {
    return openings.of(peer, now);
  }

  @Override
  public void forget(int place) {
    openings.forget(place);
  }

  @Override
  public void put(Question<P> question, int views) {
    if (read.getAsBoolean()) {
      batches.put(question, views);
    }
  }

  @Override
  public void leaveOut() {
    if (read.getAsBoolean()) {
      batches.leaveOut();
    }
  }

  /** More peers may be followed. */
  void relax() {
    openings.relax();
  }

  /** Those who were met, with gaps. */
  Opening[] openings() {
    return openings.all();
  }
}
