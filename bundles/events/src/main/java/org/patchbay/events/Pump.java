package org.patchbay.events;

import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encodes what was noted and hands it to every reader. Notes come from the node loop, which never
 * waits: beyond a bound they are counted as lost.
 */
final class Pump {
  /** Notes that may wait. */
  static final int MAX_NOTES = 65_536;

  private static final Logger LOG = LoggerFactory.getLogger(Pump.class);

  private final Queue<Noted> notes = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicLong lost = new AtomicLong();
  private final List<Reader> readers = new CopyOnWriteArrayList<>();
  private final LongSupplier micros;
  private final Fields greeting;
  private long sequence;

  private record Noted(long micros, Note note) {}

  /**
   * A pump without readers.
   *
   * @param micros wall-clock time since 1970; from any thread
   * @param greeting the first event of each stream
   */
  Pump(LongSupplier micros, Fields greeting) {
    this.micros = micros;
    this.greeting = greeting;
  }

  /** Whether nobody reads, and there is nothing to note. From any thread. */
  boolean idle() {
    return readers.isEmpty();
  }

  /** Notes what happened now, whether somebody reads or not. Never waits. */
  void offer(Note note) {
    if (waiting.get() >= MAX_NOTES) {
      lost.incrementAndGet();
      return;
    }
    waiting.incrementAndGet();
    notes.add(new Noted(micros.getAsLong(), note));
  }

  /** The first event of a stream, with its length before it. */
  byte[] greeting() throws IOException {
    return Fields.framed(0, micros.getAsLong(), Notes.STARTED, greeting);
  }

  /** Readers that there are now. */
  List<Reader> readers() {
    return List.copyOf(readers);
  }

  void add(Reader reader) {
    readers.add(reader);
  }

  void remove(Reader reader) {
    readers.remove(reader);
  }

  /** Encodes and hands on what is there; answers whether there was anything. On one thread. */
  boolean turn() {
    Noted next = notes.poll();
    if (next == null) {
      tellLost();
      return false;
    }
    for (; next != null; next = notes.poll()) {
      waiting.decrementAndGet();
      long at = next.micros();
      try {
        next.note().tell((field, fields) -> hand(Fields.framed(++sequence, at, field, fields)));
      } catch (IOException | RuntimeException e) {
        LOG.warn("an event could not be encoded", e);
        lost.incrementAndGet();
      }
    }
    tellLost();
    return true;
  }

  private void tellLost() {
    long count = lost.getAndSet(0);
    if (count > 0) {
      sequence += count;
      readers.forEach(reader -> reader.missed(count));
    }
  }

  private void hand(byte[] event) {
    for (Reader reader : readers) {
      reader.offer(event);
    }
  }
}
