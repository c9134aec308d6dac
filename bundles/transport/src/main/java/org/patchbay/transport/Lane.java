package org.patchbay.transport;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.patchbay.api.peer.CloseReason;

/**
 * One event loop and what its links share. Confined to the event loop, except for {@link #flush},
 * {@link #execute} and the counters.
 *
 * <p>Links that have something to write queue up, and one task writes for all of them: however many
 * links are flushed in a turn of the node loop, the event loop is woken once.
 */
final class Lane implements Runnable {
  private final Sockets sockets;
  private final EventLoop loop;
  private final SharedReceive receive;
  private final Scratch scratch = new Scratch();
  private final Bounds bounds;
  private final int magic;
  private final KeyExchange.Means means;
  private final LongSupplier clock;
  private final Traffic traffic = new Traffic();
  private final Set<NettyLink> links = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Excess excess = new Excess(this);
  private final Queue<NettyLink> ready = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean woken = new AtomicBoolean();
  private volatile Thread thread;
  private CloseReason ending;
  private Runnable empty;

  Lane(Sockets sockets, int number, Bounds bounds, int magic, Random random, LongSupplier clock) {
    ThreadFactory threads =
        task -> {
          thread = new FastThreadLocalThread(task, "patchbay-net-" + number);
          return thread;
        };
    this.loop = new SingleThreadIoEventLoop(null, threads, sockets.handlers());
    this.sockets = sockets;
    this.receive = new SharedReceive(bounds.in());
    this.bounds = bounds;
    this.magic = magic;
    this.means = new KeyExchange.Means(magic, random, scratch.ciphers);
    this.clock = clock;
  }

  EventLoop loop() {
    return loop;
  }

  Scratch scratch() {
    return scratch;
  }

  Bounds bounds() {
    return bounds;
  }

  int magic() {
    return magic;
  }

  /** For keys, which nobody may foretell. */
  KeyExchange.Means means() {
    return means;
  }

  /** Monotonic nanoseconds. */
  long now() {
    return clock.getAsLong();
  }

  /** From any thread. */
  Traffic traffic() {
    return traffic;
  }

  /** Those that may not be read because the node holds too much. */
  Excess excess() {
    return excess;
  }

  /** Sets the options of a connection of this loop. */
  void tune(Channel channel) {
    sockets.tune(channel, receive);
  }

  void opened(NettyLink link) {
    links.add(link);
    traffic.links(links.size());
    if (ending != null) {
      link.close(ending);
    }
  }

  void closed(NettyLink link) {
    links.remove(link);
    traffic.links(links.size());
    if (ending != null && links.isEmpty()) {
      empty.run();
    }
  }

  /** Closes every link, those that are opened later too. From any thread. */
  void close(CloseReason reason, Runnable whenEmpty) {
    execute(
        () -> {
          ending = reason;
          empty = whenEmpty;
          if (links.isEmpty()) {
            empty.run();
          }
          List.copyOf(links).forEach(link -> link.close(reason));
        });
  }

  /** Has a link write soon what it was given. From any thread. */
  void flush(NettyLink link) {
    ready.add(link);
    if (!woken.get() && woken.compareAndSet(false, true)) {
      execute(this);
    }
  }

  @Override
  public void run() {
    do {
      write();
      woken.set(false);
    } while (!ready.isEmpty() && woken.compareAndSet(false, true));
  }

  /**
   * Writes for the links that wait for it.
   *
   * <p>Called after each read too: under a flood io_uring reads for long before it runs a task, and
   * what an honest peer waits for must not wait for that.
   */
  void write() {
    for (NettyLink link = ready.poll(); link != null; link = ready.poll()) {
      link.write();
    }
  }

  /** Runs a task on the event loop, or not at all once the transport stops. From any thread. */
  void execute(Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException stopped) {
      ready.clear();
    }
  }

  /**
   * Puts a channel on the event loop and says there why that failed, or null. Once the transport
   * stops the channel is closed and that is said at once: Netty would tell nobody, and log an error
   * instead. From any thread.
   */
  void register(Channel channel, Consumer<Throwable> told) {
    try {
      loop.execute(() -> loop.register(channel).addListener(done -> told.accept(done.cause())));
    } catch (RejectedExecutionException stopped) {
      channel.unsafe().closeForcibly();
      told.accept(new IllegalStateException("the transport stops"));
    }
  }

  /** Ends the event loop; every connection that is left is closed. */
  void stop() {
    loop.shutdownGracefully(0, 500, TimeUnit.MILLISECONDS);
  }

  /** Answers false when the event loop still runs after that time. */
  boolean awaitStop(long nanos) throws InterruptedException {
    long deadline = now() + nanos;
    boolean stopped = loop.awaitTermination(nanos, TimeUnit.NANOSECONDS);
    if (stopped) {
      receive.release();
      thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - now())));
    }
    return stopped;
  }
}
