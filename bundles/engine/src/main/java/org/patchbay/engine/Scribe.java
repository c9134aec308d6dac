package org.patchbay.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.question.Question;
import org.patchbay.api.question.Transcript;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has one transcript told of what is asked in some slots. Confined to the node loop, but for what
 * it tells beside it.
 */
final class Scribe {
  private static final Logger LOG = LoggerFactory.getLogger(Scribe.class);
  private static final Duration LOOK = Duration.ofMillis(200);

  private final Loop loop;
  private final Transcript transcript;
  private final Aside aside;

  /** Questions, and what else the transcript is told. */
  private final Batches<Object> batches;

  private final List<Notebook<?>> notebooks = new ArrayList<>();
  private final List<Runnable> leaving = new ArrayList<>();
  private Cancellable look;
  private boolean ended;

  /** Set beside the loop, where alone it is read. */
  private boolean failed;

  Scribe(Loop loop, List<PolicySlot<?>> slots, Transcript transcript) {
    this.loop = loop;
    this.transcript = transcript;
    this.aside = Aside.of(loop, "record");
    this.batches = new Batches<>(loop, aside, Object[]::new, this::write);
    for (PolicySlot<?> slot : slots) {
      inForce(slot.name(), slot.inForceName());
      leaving.add(sit(slot));
    }
    look = loop.after(LOOK, this::look);
  }

  private <P> Runnable sit(PolicySlot<P> slot) {
    Notebook<P> notebook = new Notebook<>(batches, () -> true);
    notebooks.add(notebook);
    return slot.tell(notebook);
  }

  private void look() {
    look = loop.after(LOOK, this::look);
    notebooks.forEach(Notebook::relax);
  }

  void inForce(String slot, String policy) {
    long now = loop.now();
    tell(to -> to.inForce(slot, policy, now));
  }

  void gone(long peer) {
    tell(to -> to.gone(peer));
  }

  private void tell(Consumer<Transcript> what) {
    batches.put(what, 0);
  }

  /** The transcript is told what was put down before, and its end. */
  void end() {
    if (!ended) {
      ended = true;
      leaving.forEach(Runnable::run);
      look.cancel();
      batches.handOver();
      aside.end(false, this::close);
    }
  }

  private void close() {
    guarded(transcript::ended);
  }

  @SuppressWarnings("unchecked") // Nothing else is put down.
  private void write(Object[] batch, int count, long missed) {
    guarded(
        () -> {
          if (missed > 0) {
            transcript.missed(missed);
          }
          for (int i = 0; i < count; i++) {
            if (batch[i] instanceof Question<?> question) {
              transcript.asked(question);
            } else {
              ((Consumer<Transcript>) batch[i]).accept(transcript);
            }
          }
          transcript.settled();
        });
  }

  /** One that threw is told its end alone. */
  private void guarded(Runnable task) {
    try {
      if (!failed) {
        task.run();
      }
    } catch (RuntimeException | Error thrown) {
      failed = true;
      LOG.warn("what is asked of policies is written down no more", thrown);
      transcript.ended();
    }
  }
}
