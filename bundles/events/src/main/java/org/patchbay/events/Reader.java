package org.patchbay.events;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * One stream on its way out. The thread that encodes offers, a thread of its own writes; between
 * them is a bounded number of bytes.
 */
final class Reader implements AutoCloseable {
  /** Bytes that may wait. */
  static final long MAX_BYTES = 4 << 20;

  private static final long LOOK_SECONDS = 1;

  private final BlockingQueue<byte[]> queue = new LinkedBlockingQueue<>();
  private final AtomicLong pending = new AtomicLong();
  private final AtomicLong lostInAll = new AtomicLong();
  private final LongSupplier micros;
  private final Sink sink;
  private volatile boolean closed;
  private long missed;

  /** Where the bytes go. */
  interface Sink extends AutoCloseable {
    /** Writes whole events; may take long. */
    void write(byte[] event) throws IOException;

    /** Nothing more waits for now. */
    void flush() throws IOException;

    @Override
    void close() throws IOException;
  }

  Reader(Sink sink, LongSupplier micros) {
    this.sink = sink;
    this.micros = micros;
  }

  /** How many events it did not get. From any thread. */
  long lost() {
    return lostInAll.get();
  }

  /** Bytes that wait. From any thread. */
  long waiting() {
    return pending.get();
  }

  /** Takes an event or counts it as lost; never waits. On the thread that encodes. */
  void offer(byte[] event) {
    if (pending.get() + event.length > MAX_BYTES) {
      missed(1);
      return;
    }
    if (missed > 0) {
      enqueue(lostEvent());
      missed = 0;
    }
    enqueue(event);
  }

  /** Events were left out; told before the next that is not. On the thread that encodes. */
  void missed(long count) {
    missed += count;
    lostInAll.addAndGet(count);
  }

  private byte[] lostEvent() {
    try {
      return Fields.framed(0, micros.getAsLong(), Notes.LOST, Notes.lost(missed));
    } catch (IOException e) {
      throw new IllegalStateException("in memory", e);
    }
  }

  private void enqueue(byte[] event) {
    pending.addAndGet(event.length);
    queue.add(event);
  }

  /**
   * Writes until it is closed or the sink fails. On a thread of its own.
   *
   * @param greeting the first event
   */
  void run(byte[] greeting) throws IOException, InterruptedException {
    sink.write(greeting);
    sink.flush();
    while (!closed) {
      byte[] event = queue.poll(LOOK_SECONDS, TimeUnit.SECONDS);
      if (event != null) {
        sink.write(event);
        pending.addAndGet(-event.length);
        if (queue.isEmpty()) {
          sink.flush();
        }
      }
    }
  }

  /** Ends it, a write that hangs too. From any thread. */
  @Override
  public void close() throws IOException {
    closed = true;
    sink.close();
  }
}
