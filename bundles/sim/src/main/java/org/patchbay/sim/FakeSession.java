package org.patchbay.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.session.Local;
import org.patchbay.api.session.Session;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.message.Message;

/**
 * A session without an engine: it keeps what a conversation does and hands it what a test says the
 * peer sent. Confined to the thread of its {@link VirtualLoop}.
 *
 * <p>As the engine does, it lets facts and the version message change the peer's view, calls no
 * handler after the end, and calls off timers then.
 */
public final class FakeSession implements Session {
  private final VirtualLoop loop;
  private final FakePeer peer;
  private final Map<Class<?>, List<Consumer<Message>>> handlers = new LinkedHashMap<>();
  private final Map<Class<?>, List<Consumer<List<Message>>>> batches = new LinkedHashMap<>();
  private final List<Message> sent = new ArrayList<>();
  private final List<Fact> reports = new ArrayList<>();
  private final List<Runnable> ends = new ArrayList<>();
  private Consumer<Message> wire = message -> {};
  private Local local = FakeLocal.DEFAULT;
  private CloseReason closed;
  private boolean over;
  private long receivedAt = -1;
  private long pausedTime;
  private final Set<NetworkAddress> shunned = new HashSet<>();
  private Optional<NetworkAddress> ourAddress = Optional.empty();
  private boolean strained;
  private final FakeAnnouncements announcements = new FakeAnnouncements();

  /** A session with an outbound peer whose handshake is done. */
  public FakeSession(VirtualLoop loop) {
    this(loop, FakePeer.outbound().established());
  }

  /** A session with that peer. */
  public FakeSession(VirtualLoop loop, FakePeer peer) {
    this.loop = loop;
    this.peer = peer;
  }

  /** Hands messages to the handlers, runs of one type as one batch, received now. */
  public void deliver(Message... messages) {
    deliverReceivedAt(loop.now(), messages);
  }

  /** As {@link #deliver}, having left the socket at an earlier time. */
  public void deliverReceivedAt(long nanos, Message... messages) {
    receivedAt = nanos;
    int start = 0;
    for (int i = 0; i < messages.length && !over; i++) {
      Message message = messages[i];
      peer.learn(message);
      for (Consumer<Message> handler :
          List.copyOf(handlers.getOrDefault(message.getClass(), List.of()))) {
        if (!over) {
          handler.accept(message);
        }
      }
      if (i + 1 == messages.length || messages[i + 1].getClass() != message.getClass()) {
        batch(List.of(messages).subList(start, i + 1));
        start = i + 1;
      }
    }
  }

  private void batch(List<Message> run) {
    for (Consumer<List<Message>> handler :
        List.copyOf(batches.getOrDefault(run.get(0).getClass(), List.of()))) {
      if (!over) {
        handler.accept(List.copyOf(run));
      }
    }
  }

  /** Everything sent since the last {@link #takeSent}. */
  public List<Message> sent() {
    return List.copyOf(sent);
  }

  /** What was sent of one type since the last {@link #takeSent}. */
  public <M extends Message> List<M> sent(Class<M> type) {
    return sent.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** What was sent, and forgets it. */
  public List<Message> takeSent() {
    List<Message> taken = List.copyOf(sent);
    sent.clear();
    return taken;
  }

  /** Facts stated so far. */
  public List<Fact> reports() {
    return List.copyOf(reports);
  }

  /** Facts of one kind stated so far. */
  public <F extends Fact> List<F> reports(Class<F> kind) {
    return reports.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Why the conversation closed the connection, if it did. */
  public Optional<CloseReason> closed() {
    return Optional.ofNullable(closed);
  }

  /** Ends the conversation from outside: timers are called off, end tasks run once. */
  public void end() {
    if (!over) {
      over = true;
      List.copyOf(ends).forEach(Runnable::run);
    }
  }

  /** Everything sent goes to {@code wire} too, for example to another session. */
  public FakeSession connect(Consumer<Message> wire) {
    this.wire = wire;
    return this;
  }

  /** What {@link #local} answers from now on. */
  public FakeSession local(Local local) {
    this.local = local;
    return this;
  }

  /** What {@link #pausedTime} answers from now on. */
  public FakeSession pausedTime(long nanos) {
    this.pausedTime = nanos;
    return this;
  }

  /** What {@link #strained} answers from now on. */
  public FakeSession strained(boolean now) {
    this.strained = now;
    return this;
  }

  /** The loop behind this session. */
  public VirtualLoop loop() {
    return loop;
  }

  @Override
  public FakePeer peer() {
    return peer;
  }

  @Override
  public Local local() {
    return local;
  }

  @Override
  public <M extends Message> void on(Class<M> type, Consumer<? super M> handler) {
    handlers.computeIfAbsent(type, t -> new ArrayList<>()).add(m -> handler.accept(type.cast(m)));
  }

  @Override
  public <M extends Message> void onBatch(Class<M> type, Consumer<? super List<M>> handler) {
    batches
        .computeIfAbsent(type, t -> new ArrayList<>())
        .add(run -> handler.accept(run.stream().map(type::cast).toList()));
  }

  @Override
  public long receivedAt() {
    return receivedAt;
  }

  @Override
  public void send(Message message) {
    if (!over) {
      sent.add(message);
      wire.accept(message);
    }
  }

  @Override
  public FakeAnnouncements announcements() {
    return announcements;
  }

  @Override
  public boolean strained() {
    return strained;
  }

  @Override
  public boolean shunned(NetworkAddress address) {
    return shunned.contains(address.withPort(0));
  }

  /** From now on the address is banned or discouraged. */
  public FakeSession shun(NetworkAddress address) {
    shunned.add(address.withPort(0));
    return this;
  }

  @Override
  public Optional<AddressEntry> selfAnnouncement() {
    long now = wallTime().getEpochSecond();
    return ourAddress.map(address -> new AddressEntry(now, local.services(), address));
  }

  /** What {@link #selfAnnouncement} tells from now on; at first nothing. */
  public FakeSession reachedAt(NetworkAddress address) {
    ourAddress = Optional.of(address);
    return this;
  }

  @Override
  public void report(Fact fact) {
    reports.add(fact);
    peer.learn(fact);
  }

  @Override
  public void close(CloseReason reason) {
    if (closed == null) {
      closed = reason;
      end();
    }
  }

  @Override
  public Cancellable after(Duration delay, Runnable task) {
    return loop.after(
        delay,
        () -> {
          if (!over) {
            task.run();
          }
        });
  }

  @Override
  public void onEnd(Runnable task) {
    ends.add(task);
  }

  @Override
  public long now() {
    return loop.now();
  }

  @Override
  public Instant wallTime() {
    return loop.wallTime();
  }

  @Override
  public RandomGenerator random() {
    return loop.random();
  }

  @Override
  public long pausedTime() {
    return pausedTime;
  }
}
