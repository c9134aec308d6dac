package org.patchbay.sim;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.transport.Arrival;
import org.patchbay.api.transport.Link;
import org.patchbay.api.transport.LinkEvents;
import org.patchbay.api.transport.Transport;
import org.patchbay.wire.message.Message;

/**
 * A remote node that does what a test tells it to, on any {@link Transport} whose events come on
 * the test's thread. Confined to that thread. Keeps every message of every link it has.
 */
public final class Stranger implements LinkEvents {
  private final Transport transport;
  private final List<Link> links = new ArrayList<>();
  private final List<Message> heard = new ArrayList<>();
  private final List<Arrival> rejected = new ArrayList<>();
  private final List<CloseReason> closed = new ArrayList<>();
  private Optional<String> failure = Optional.empty();
  private BiConsumer<Stranger, Link> greeting = (self, link) -> {};
  private BiConsumer<Link, Message> answer = (link, message) -> {};

  /** A remote node on a host of its own. */
  public Stranger(Transport transport) {
    this.transport = transport;
  }

  /** What it does when a link opens. */
  public Stranger onOpen(BiConsumer<Stranger, Link> greeting) {
    this.greeting = greeting;
    return this;
  }

  /** What it does with each message. */
  public Stranger onMessage(BiConsumer<Link, Message> answer) {
    this.answer = answer;
    return this;
  }

  /** Waits for connections; answers the bound address. */
  public InetSocketAddress listen(InetSocketAddress address) throws IOException {
    return transport.listen(address, this).address();
  }

  /** Opens a connection. */
  public void dial(InetSocketAddress target) {
    transport.connect(target, Duration.ofSeconds(5), this, (to, why) -> failure = Optional.of(why));
  }

  /** Sends messages on the youngest link. */
  public void say(Message... messages) {
    say(link(), messages);
  }

  /** Sends messages on a link. */
  public void say(Link link, Message... messages) {
    for (Message message : messages) {
      link.send(message);
    }
    link.flush();
  }

  /** The youngest link. */
  public Link link() {
    return links.get(links.size() - 1);
  }

  /** Every message received, oldest first. */
  public List<Message> heard() {
    return List.copyOf(heard);
  }

  /** Every message of one type received, oldest first. */
  public <M extends Message> List<M> heard(Class<M> type) {
    return heard.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** What came and could not be read. */
  public List<Arrival> rejected() {
    return List.copyOf(rejected);
  }

  /** Why links ended, in that order. */
  public List<CloseReason> closed() {
    return List.copyOf(closed);
  }

  /** Why the last dial failed, if it did. */
  public Optional<String> failure() {
    return failure;
  }

  @Override
  public void opened(Link link) {
    links.add(link);
    greeting.accept(this, link);
    link.flush();
  }

  @Override
  public void readable(Link link) {
    for (Arrival arrival = link.poll(); arrival != null; arrival = link.poll()) {
      if (arrival instanceof Arrival.Received received) {
        heard.add(received.message());
        answer.accept(link, received.message());
      } else {
        rejected.add(arrival);
      }
    }
    link.flush();
  }

  @Override
  public void writable(Link link) {}

  @Override
  public void closed(Link link, CloseReason reason) {
    closed.add(reason);
  }
}
