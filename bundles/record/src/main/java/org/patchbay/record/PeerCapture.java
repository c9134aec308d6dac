package org.patchbay.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.patchbay.api.record.Captures;
import org.patchbay.api.transport.Tap;

/**
 * The messages of one peer on their way to its files. Told on a transport thread, written on a
 * worker; what waits between them is bounded.
 */
final class PeerCapture implements Tap {
  /** Bytes that may wait; a message that is larger waits alone. */
  static final long MAX_WAITING = 4 << 20;

  private final long peer;
  private final Path folder;
  private final CaptureFile received;
  private final CaptureFile sent;
  private final long maxBytes;
  private final LongSupplier micros;
  private final Runnable wake;
  private final ConcurrentLinkedQueue<Entry> queue = new ConcurrentLinkedQueue<>();
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final AtomicLong missed = new AtomicLong();
  private volatile long messages;
  private volatile long bytes;
  private volatile String end = "";

  private record Entry(boolean incoming, byte[] bytes) {}

  /**
   * A capture that was not told anything yet.
   *
   * @param micros wall-clock time since 1970; from any thread
   * @param wake has {@link #write} called soon, on a worker
   */
  PeerCapture(long peer, Path folder, long maxBytes, LongSupplier micros, Runnable wake) {
    this.peer = peer;
    this.folder = folder;
    this.received = new CaptureFile(folder.resolve("msgs_recv.dat"));
    this.sent = new CaptureFile(folder.resolve("msgs_sent.dat"));
    this.maxBytes = maxBytes;
    this.micros = micros;
    this.wake = wake;
  }

  @Override
  public void received(String command, ByteBuffer payload) {
    take(true, command, payload);
  }

  @Override
  public void sent(String command, ByteBuffer payload) {
    take(false, command, payload);
  }

  @Override
  public void ended() {
    end("ended: the peer is gone");
  }

  private void take(boolean incoming, String command, ByteBuffer payload) {
    int size = CaptureFile.size(payload.remaining());
    long held = waiting.get();
    if (!running()) {
      return;
    }
    if (bytes + held + size > maxBytes) {
      end("ended: as large as it may be");
    } else if (held > 0 && held + size > MAX_WAITING) {
      missed.incrementAndGet();
    } else {
      waiting.addAndGet(size);
      queue.add(new Entry(incoming, CaptureFile.entry(micros.getAsLong(), command, payload)));
      if (woken.compareAndSet(false, true)) {
        wake.run();
      }
    }
  }

  /** Writes what waits. On a worker, one call at a time. */
  void write() {
    woken.set(false);
    List<byte[]> in = new ArrayList<>();
    List<byte[]> out = new ArrayList<>();
    long size = 0;
    for (Entry each = queue.poll(); each != null; each = queue.poll()) {
      (each.incoming() ? in : out).add(each.bytes());
      size += each.bytes().length;
    }
    try {
      received.add(in);
      sent.add(out);
      wrote(in.size() + out.size(), size);
    } catch (IOException e) {
      fail(e.getMessage() == null ? e.toString() : e.getMessage());
    }
    waiting.addAndGet(-size);
  }

  @SuppressWarnings("NonAtomicOperationOnVolatileField") // One worker at a time writes.
  private void wrote(int count, long size) {
    bytes += size;
    messages += count;
  }

  private void fail(String reason) {
    end = reason;
  }

  /** It ends, unless it has; what waits is still written. From any thread. */
  void end(String why) {
    if (running()) {
      end = why;
    }
  }

  boolean running() {
    return end.isEmpty();
  }

  /** What the disk refused; empty where it did not. */
  String trouble() {
    return running() || end.startsWith("ended") ? "" : end;
  }

  Captures.Capture snapshot() {
    return new Captures.Capture(
        peer, folder, messages, missed.get(), bytes, maxBytes, running() ? "running" : end);
  }
}
