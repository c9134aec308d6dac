package org.patchbay.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.relay.Announcements;
import org.patchbay.api.session.Describer;
import org.patchbay.api.session.Local;
import org.patchbay.api.session.Session;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.message.Message;

/**
 * The session of one protocol with one peer. Confined to the node loop, and says so to whoever
 * comes from elsewhere: above all to a thread that lost the loop inside a handler.
 */
final class Conversation implements Session, Ward {
  private final Peer peer;
  private final Speaker speaker;
  private final Sessions sessions;
  private List<Delay> delays = List.of();
  private List<Runnable> ends = List.of();
  private Describer describer;
  private Part part;
  private boolean spoken;
  private boolean over;

  Conversation(Peer peer, Speaker speaker, Sessions sessions) {
    this.peer = peer;
    this.speaker = speaker;
    this.sessions = sessions;
  }

  Peer owner() {
    return peer;
  }

  Speaker speaker() {
    return speaker;
  }

  String protocol() {
    return speaker.name();
  }

  /** Asks the protocol whether it is spoken with this peer, and begins when it is. */
  void begin() {
    if (speaker.protocol.appliesTo(peer)) {
      spoken = true;
      speaker.protocol.attach(this);
    }
  }

  /** Whether the protocol said that it is spoken. */
  boolean spoken() {
    return spoken;
  }

  /** No handler and no timer runs after this. */
  void stop() {
    if (!over) {
      over = true;
      peer.subscriptions.removeAll(this);
      delays.forEach(each -> each.timer.cancel());
      delays = List.of();
      if (part != null) {
        part.end();
      }
    }
  }

  /** Takes the next end task; null when all were taken. */
  Runnable nextEnd() {
    return ends.isEmpty() ? null : ends.remove(ends.size() - 1);
  }

  boolean live() {
    if (!sessions.world().loop.inLoop()) {
      throw new IllegalStateException(this + " was used outside of the node loop");
    }
    return !over && peer.open();
  }

  @Override
  public void abandoned(String where) {
    sessions.calls().abandoned(this, where);
  }

  @Override
  public PeerView peer() {
    return peer;
  }

  @Override
  public Local local() {
    return sessions.local(peer);
  }

  @Override
  public <M extends Message> void on(Class<M> type, Consumer<? super M> handler) {
    if (live()) {
      peer.subscriptions.add(sessions.world().kinds.of(type), Subscription.single(this, handler));
    }
  }

  @Override
  public <M extends Message> void onBatch(Class<M> type, Consumer<? super List<M>> handler) {
    if (live()) {
      peer.subscriptions.add(sessions.world().kinds.of(type), Subscription.batch(this, handler));
    }
  }

  @Override
  public long receivedAt() {
    return peer.intake.receivedAt;
  }

  @Override
  public void send(Message message) {
    if (live()) {
      sessions.outboxes().send(peer, message);
    }
  }

  @Override
  public Announcements announcements() {
    if (part == null) {
      part = new Part(this, peer, sessions.announcer());
    }
    return part;
  }

  @Override
  public boolean strained() {
    return sessions.world().strained;
  }

  @Override
  public boolean shunned(NetworkAddress address) {
    return sessions.shunned(address);
  }

  @Override
  public Optional<AddressEntry> selfAnnouncement() {
    return live() ? sessions.selfAnnouncement(peer) : Optional.empty();
  }

  @Override
  public void report(Fact fact) {
    if (live()) {
      sessions.report(peer, fact);
    }
  }

  @Override
  public void describe(Describer told) {
    describer = told;
  }

  /** Tells what the protocol knows of the peer. */
  void describe(Describer.Description description) {
    if (describer != null && live()) {
      sessions.calls().run(this, () -> describer.describe(description));
    }
  }

  @Override
  public void close(CloseReason reason) {
    if (live()) {
      sessions.closer().close(peer, reason);
    }
  }

  @Override
  public Cancellable after(Duration delay, Runnable task) {
    if (!live()) {
      return () -> {};
    }
    Delay pending = new Delay(task);
    pending.timer = sessions.world().loop.after(delay, pending);
    if (delays.isEmpty()) {
      delays = new ArrayList<>(2);
    }
    delays.add(pending);
    return pending;
  }

  @Override
  public void onEnd(Runnable task) {
    if (live()) {
      if (ends.isEmpty()) {
        ends = new ArrayList<>(1);
      }
      ends.add(task);
    }
  }

  @Override
  public long now() {
    return sessions.world().now();
  }

  @Override
  public Instant wallTime() {
    return sessions.world().loop.wallTime();
  }

  @Override
  public RandomGenerator random() {
    return sessions.world().loop.random();
  }

  @Override
  public long pausedTime() {
    return peer.intake.stoodFor(now());
  }

  @Override
  public String toString() {
    return "conversation " + speaker.name() + " with peer " + peer.id();
  }

  /** A pending task, and what calls it off. */
  private final class Delay implements Runnable, Cancellable {
    private Runnable task;
    private Cancellable timer;

    Delay(Runnable task) {
      this.task = task;
    }

    @Override
    public void run() {
      Runnable due = task;
      // Gone before it is called: when the step is abandoned and run again, it is not called twice.
      task = null;
      if (due != null && live()) {
        delays.remove(this);
        sessions.calls().run(Conversation.this, due);
      }
      sessions.calls().settle();
    }

    @Override
    public void cancel() {
      task = null;
      timer.cancel();
      if (sessions.world().loop.inLoop() && !delays.isEmpty()) {
        delays.remove(this);
      }
    }
  }
}
