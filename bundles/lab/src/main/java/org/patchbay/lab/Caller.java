package org.patchbay.lab;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.patchbay.wire.message.Message;

/** A lab peer that dials the node, again and again. Confined to the lab thread. */
final class Caller {
  private static final long MILLI = 1_000_000;
  private static final long LOOK_MILLIS = 250;
  private static final long FIRST_WAIT_MILLIS = 1_000;
  private static final int MAX_DOUBLINGS = 5;
  private static final long WORKED_NANOS = 10_000 * MILLI;

  private final Crew crew;
  private final Part part;
  private final Supplier<Optional<InetSocketAddress>> node;
  private final SplittableRandom random;
  private int failures;
  private long since;

  Caller(
      Crew crew, Part part, Supplier<Optional<InetSocketAddress>> node, SplittableRandom random) {
    this.crew = crew;
    this.part = part;
    this.node = node;
    this.random = random;
  }

  void dial() {
    Optional<InetSocketAddress> address = node.get();
    if (address.isEmpty()) {
      crew.clock().after(LOOK_MILLIS * MILLI, this::dial);
      return;
    }
    since = crew.clock().nanos();
    crew.net().dial(address.get(), this::answered, this::again);
  }

  private Net.Ear answered(Line line) {
    Talk talk = crew.talk(line, part, true, random.split());
    return new Net.Ear() {
      @Override
      public void heard(Message message) {
        talk.heard(message);
      }

      @Override
      public void closed() {
        talk.closed();
        again();
      }
    };
  }

  /** Waits twice as long after each connection that did not last, a quarter more or less. */
  private void again() {
    failures = crew.clock().nanos() - since >= WORKED_NANOS ? 0 : failures + 1;
    long mean = FIRST_WAIT_MILLIS << Math.min(failures, MAX_DOUBLINGS);
    crew.clock().after(new Range(mean * 3 / 4, mean * 5 / 4).pick(random), this::dial);
  }
}
