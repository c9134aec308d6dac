package org.patchbay.it;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.MalformedException;

/**
 * Many sessions with mixed traffic both ways from one thread, each of which checks that every
 * answer comes, once and in order. What goes wrong is kept as a fault.
 */
final class Crowd implements AutoCloseable {
  private final Selector selector = Selector.open();
  private final List<Member> members = new ArrayList<>();
  private final Set<Hash256> relayed = ConcurrentHashMap.newKeySet();
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private final LongAdder answers = new LongAdder();
  private final Thread thread = new Thread(this::talk, "crowd");
  private final int rate;
  private int next;
  private volatile boolean stopping;
  private volatile boolean closed;
  private volatile int ready;
  private volatile String missing = "nothing was said yet";

  private Crowd(int rate) throws IOException {
    this.rate = rate;
  }

  /**
   * Joins and begins to talk.
   *
   * @param rate messages per second, of all together
   * @param tip that is asked for what follows it
   */
  static Crowd join(InetSocketAddress node, int count, int rate, Hash256 tip) throws IOException {
    Crowd crowd = new Crowd(rate);
    for (int i = 0; i < count; i++) {
      SocketChannel channel = SocketChannel.open(node);
      channel.configureBlocking(false);
      Member member = new Member(i, channel, tip, crowd.relayed);
      crowd.members.add(member);
      channel.register(crowd.selector, SelectionKey.OP_READ, member);
      member.greet();
    }
    crowd.thread.setDaemon(true);
    crowd.thread.start();
    EmbeddedNode.await(() -> crowd.ready + " of " + count + " joined", () -> crowd.ready == count);
    return crowd;
  }

  /** A transaction of which everybody is to be told, once. */
  void expect(Hash256 txid) {
    relayed.add(txid);
  }

  /** Answers that came so far. */
  long answered() {
    return answers.sum();
  }

  private void talk() {
    try {
      long begin = System.nanoTime();
      long said = 0;
      while (!closed) {
        selector.select(key -> serve(key), 1);
        long due = ready < members.size() ? 0 : (System.nanoTime() - begin) * rate / 1_000_000_000L;
        if (due == 0) {
          begin = System.nanoTime();
        }
        for (; !stopping && said < due; said++) {
          speak(members.get(next++ % members.size()));
        }
        if (stopping) {
          missing =
              members.stream()
                  .map(Member::missing)
                  .flatMap(Optional::stream)
                  .findFirst()
                  .orElse("");
        }
      }
    } catch (IOException | RuntimeException e) {
      faults.add("the crowd itself: " + e);
    }
  }

  private void serve(SelectionKey key) {
    Member member = (Member) key.attachment();
    boolean before = member.ready();
    try {
      if (key.isWritable()) {
        member.flush(key);
      }
      if (key.isReadable()) {
        answers.add(member.read(key));
      }
    } catch (IOException | MalformedException | AssertionError e) {
      faults.add(member + ": " + e);
      key.cancel();
    }
    ready += !before && member.ready() ? 1 : 0; // Written by this thread alone.
  }

  private void speak(Member member) {
    SelectionKey key = member.key(selector);
    try {
      if (key.isValid()) {
        member.speak(key);
      }
    } catch (IOException e) {
      faults.add(member + ": " + e);
      key.cancel();
    }
  }

  /** Lets what is in flight come back; answers what went wrong, nothing when all is well. */
  List<String> finish() {
    stopping = true;
    missing = "not asked";
    long end = System.nanoTime() + 90_000_000_000L;
    while (!missing.isEmpty() && faults.isEmpty() && System.nanoTime() < end) {
      EmbeddedNode.rest();
    }
    List<String> wrong = new ArrayList<>(faults);
    if (wrong.isEmpty() && !missing.isEmpty()) {
      wrong.add(missing);
    }
    return wrong;
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join(5_000);
      for (Member member : members) {
        member.close();
      }
      selector.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The end of a connection that should have stayed. */
  static EOFException closedByNode() {
    return new EOFException("closed by the node");
  }

  /** What is left of a buffer, moved to its start; a larger one when it is full. */
  static ByteBuffer compacted(ByteBuffer buffer) {
    buffer.compact();
    if (buffer.hasRemaining()) {
      return buffer;
    }
    ByteBuffer larger = ByteBuffer.allocate(buffer.capacity() * 2).order(buffer.order());
    buffer.flip();
    return larger.put(buffer);
  }
}
