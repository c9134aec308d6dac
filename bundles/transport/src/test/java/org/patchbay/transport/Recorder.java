package org.patchbay.transport;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.transport.Arrival;
import org.patchbay.api.transport.Link;
import org.patchbay.api.transport.LinkEvents;
import org.patchbay.wire.message.Message;

/** The owner of links in a test: the test's thread is the node loop and waits here for events. */
final class Recorder implements LinkEvents {
  static final int SECONDS = 20;

  private final BlockingQueue<Link> opened = new LinkedBlockingQueue<>();
  private final BlockingQueue<Link> readable = new LinkedBlockingQueue<>();
  private final BlockingQueue<Link> writable = new LinkedBlockingQueue<>();
  private final BlockingQueue<CloseReason> closed = new LinkedBlockingQueue<>();
  private final Consumer<Link> whenOpened;

  Recorder() {
    this(link -> {});
  }

  Recorder(Consumer<Link> whenOpened) {
    this.whenOpened = whenOpened;
  }

  @Override
  public void opened(Link link) {
    whenOpened.accept(link);
    opened.add(link);
  }

  @Override
  public void readable(Link link) {
    readable.add(link);
  }

  @Override
  public void writable(Link link) {
    writable.add(link);
  }

  @Override
  public void closed(Link link, CloseReason reason) {
    closed.add(reason);
  }

  private static <T> T next(BlockingQueue<T> queue, String what) {
    try {
      T next = queue.poll(SECONDS, TimeUnit.SECONDS);
      assertNotNull(next, "no link was " + what);
      return next;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  Link opened() {
    return next(opened, "opened");
  }

  Link writable() {
    return next(writable, "writable");
  }

  CloseReason closed() {
    return next(closed, "closed");
  }

  int readableNow() {
    return readable.size();
  }

  int closedNow() {
    return closed.size();
  }

  /** The next arrival of a link; waits only when told to wait by a null. */
  Arrival arrival(Link link) {
    Arrival arrival = link.poll();
    while (arrival == null) {
      next(readable, "readable");
      arrival = link.poll();
    }
    return arrival;
  }

  Message message(Link link) {
    Arrival arrival = arrival(link);
    return arrival instanceof Arrival.Received received ? received.message() : fail("" + arrival);
  }

  List<Message> messages(Link link, int count) {
    List<Message> messages = new ArrayList<>();
    while (messages.size() < count) {
      messages.add(message(link));
    }
    return messages;
  }

  /** Waits until something holds that no event tells. */
  static void until(BooleanSupplier condition, String what) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        fail(what);
      }
      Thread.onSpinWait();
    }
  }
}
