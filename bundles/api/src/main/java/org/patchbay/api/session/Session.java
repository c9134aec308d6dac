package org.patchbay.api.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.relay.Announcements;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.message.Message;

/**
 * One peer's whole world as one conversation sees it. Confined to the node loop.
 *
 * <p>Everything it gave out (handlers, timers, end tasks) ends with the conversation.
 */
@ProviderType
public interface Session {
  /** What is known of the peer, always up to date. */
  PeerView peer();

  /** What we tell this peer about ourselves. */
  Local local();

  /** Asks for every message of a type; several conversations may ask for the same type. */
  <M extends Message> void on(Class<M> type, Consumer<? super M> handler);

  /** As {@link #on}, with a run of consecutive messages of the type, bounded in count and time. */
  <M extends Message> void onBatch(Class<M> type, Consumer<? super List<M>> handler);

  /** Monotonic nanoseconds at which the message being handled left the socket. */
  long receivedAt();

  /** Queues a message to the peer, in order. */
  void send(Message message);

  /** The peer's part in relay; what it began ends with this conversation. */
  Announcements announcements();

  /** True while the node backs off for want of bandwidth: serve less at once. */
  boolean strained();

  /** Whether an address is banned or discouraged: not stored, passed on or served (§11.4). */
  boolean shunned(NetworkAddress address);

  /**
   * Our own address as this peer is to be told of it now, with our services and the time
   * (protocol-facts §12.10, §19.1). Drawn anew at each call and counted as told. Empty when we
   * cannot be reached, or this peer must not learn where.
   */
  Optional<AddressEntry> selfAnnouncement();

  /** States a fact about the peer; policies hear of it when the running handler has returned. */
  void report(Fact fact);

  /** Has figures told to whoever looks at this peer, until the conversation ends. */
  default void describe(Describer describer) {}

  /** Ends the connection. Handlers are not called afterwards. */
  void close(CloseReason reason);

  /** Runs a task once after a delay, unless the conversation ends before. */
  Cancellable after(Duration delay, Runnable task);

  /** Runs a task when the conversation ends, however it ends. */
  void onEnd(Runnable task);

  /** Monotonic time of the loop in nanoseconds. */
  long now();

  /** Wall-clock time. */
  Instant wallTime();

  /** The node's source of chance. */
  RandomGenerator random();

  /**
   * Time during which the peer was not read by our own doing, in nanoseconds since it connected.
   */
  long pausedTime();
}
