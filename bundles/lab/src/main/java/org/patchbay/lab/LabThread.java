package org.patchbay.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.patchbay.wire.Network;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of the lab, its timers and its sockets. Owned by the thread that creates it until
 * {@link #start}, by the lab thread afterwards; {@link #close} may be called from any thread.
 */
final class LabThread implements Net, Clock, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LabThread.class);
  private static final long MILLI = 1_000_000;
  private static final long STOP_MILLIS = 2_000;

  private final Network network;
  private final Selector selector;
  private final Thread thread = new Thread(this::run, "patchbay-lab");
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private final Queue<Runnable> posted = new ConcurrentLinkedQueue<>();
  private long timersMade;
  private volatile boolean running = true;

  LabThread(Network network) throws IOException {
    this.network = network;
    this.selector = Selector.open();
  }

  private record Timer(long due, long order, Runnable task) implements Comparable<Timer> {
    @Override
    public int compareTo(Timer other) {
      int byTime = Long.compare(due - other.due, 0);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  /** Something that a selector watches. */
  interface Watched {
    void ready(SelectionKey key) throws IOException;

    void failed(IOException cause);
  }

  void start() {
    thread.start();
  }

  /** Runs a task on the lab thread. From any thread. */
  void post(Runnable task) {
    posted.add(task);
    selector.wakeup();
  }

  /** Ends the thread and closes every socket. */
  @Override
  public void close() {
    running = false;
    selector.wakeup();
    try {
      thread.join(STOP_MILLIS);
      if (!thread.isAlive()) {
        closeAll(); // What a thread that never started left open.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public long unixSeconds() {
    return System.currentTimeMillis() / 1_000;
  }

  @Override
  public void after(long nanos, Runnable task) {
    timers.add(new Timer(nanos() + nanos, timersMade++, task));
  }

  @Override
  public InetSocketAddress listen(Function<Line, Ear> callee) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT, new Door(server, callee));
    return (InetSocketAddress) server.getLocalAddress();
  }

  @Override
  public void dial(InetSocketAddress to, Function<Line, Ear> caller, Runnable failed) {
    if (!to.getAddress().isLoopbackAddress()) {
      throw new IllegalArgumentException("address " + to + " (the lab dials loopback alone)");
    }
    try {
      SocketChannel channel = SocketChannel.open();
      channel.configureBlocking(false);
      boolean connected = channel.connect(to);
      TcpLine line = new TcpLine(network, channel, caller, failed);
      SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT, line);
      if (connected) {
        line.opened(key);
      }
    } catch (IOException e) {
      LOG.debug("lab: {} does not answer: {}", to, e.getMessage());
      after(0, failed);
    }
  }

  private final class Door implements Watched {
    private final ServerSocketChannel server;
    private final Function<Line, Ear> callee;

    Door(ServerSocketChannel server, Function<Line, Ear> callee) {
      this.server = server;
      this.callee = callee;
    }

    @Override
    public void ready(SelectionKey key) throws IOException {
      SocketChannel channel = server.accept();
      if (channel != null) {
        channel.configureBlocking(false);
        TcpLine line = new TcpLine(network, channel, callee, () -> {});
        line.opened(channel.register(selector, SelectionKey.OP_READ, line));
      }
    }

    @Override
    public void failed(IOException cause) {
      LOG.warn("lab: a connection could not be accepted", cause);
    }
  }

  private void run() {
    try {
      while (running) {
        runPosted();
        runTimers();
        selector.select(LabThread::ready, untilNextTimer());
      }
    } catch (IOException e) {
      LOG.error("the lab ends: its selector failed", e);
    } finally {
      closeAll();
    }
  }

  private void runPosted() {
    Runnable task;
    while ((task = posted.poll()) != null) {
      try {
        task.run();
      } catch (RuntimeException e) { // One bug costs one task, not the lab.
        LOG.error("lab: a task failed", e);
      }
    }
  }

  private void runTimers() {
    while (running && !timers.isEmpty() && timers.peek().due() - nanos() <= 0) {
      try {
        timers.poll().task().run();
      } catch (RuntimeException e) { // One bug costs one timer, not the lab.
        LOG.error("lab: a timer failed", e);
      }
    }
  }

  /** Milliseconds to wait, at least one: zero would wait for ever. */
  private long untilNextTimer() {
    if (timers.isEmpty()) {
      return 1_000;
    }
    long nanos = timers.peek().due() - nanos();
    return Math.max(1, Math.min(1_000, (nanos + MILLI - 1) / MILLI));
  }

  private static void ready(SelectionKey key) {
    Watched watched = (Watched) key.attachment();
    try {
      if (key.isValid()) {
        watched.ready(key);
      }
    } catch (IOException e) {
      watched.failed(e);
    } catch (RuntimeException e) { // One bug costs one line, not the lab.
      LOG.error("lab: a line failed", e);
      watched.failed(new IOException(e));
    }
  }

  private synchronized void closeAll() {
    try {
      if (selector.isOpen()) {
        for (SelectionKey key : List.copyOf(selector.keys())) {
          key.channel().close();
        }
        selector.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
