package org.patchbay.portmap;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.loop.Loop;

/**
 * One request until its answer (protocol-facts §19.6): said up to three times, a second apart, and
 * given up a second after the last. What is no answer to it changes nothing. Confined to the node
 * loop.
 */
final class Exchange {
  static final int TRIES = 3;
  static final Duration WAIT = Duration.ofSeconds(1);

  private final Loop loop;
  private final Runnable say;
  private final Function<byte[], Optional<Reply>> read;
  private final Consumer<Optional<Reply>> outcome;
  private Cancellable timer = () -> {};
  private int said;
  private boolean over;

  /**
   * A request.
   *
   * @param say sends it
   * @param read the answer in a datagram; empty for what is none
   * @param outcome told once; empty when nobody answered
   */
  Exchange(
      Loop loop,
      Runnable say,
      Function<byte[], Optional<Reply>> read,
      Consumer<Optional<Reply>> outcome) {
    this.loop = loop;
    this.say = say;
    this.read = read;
    this.outcome = outcome;
  }

  void begin() {
    if (over) {
      return;
    }
    if (said == TRIES) {
      end(Optional.empty());
      return;
    }
    said++;
    timer = loop.after(WAIT, this::begin);
    say.run();
  }

  void received(byte[] datagram) {
    if (!over) {
      Optional<Reply> answer = read.apply(datagram);
      if (answer.isPresent()) {
        end(answer);
      }
    }
  }

  private void end(Optional<Reply> answer) {
    cancel();
    outcome.accept(answer);
  }

  /** The outcome is not told any more. */
  void cancel() {
    over = true;
    timer.cancel();
  }
}
