package org.patchbay.transport;

import io.netty.channel.Channel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.patchbay.api.codec.MessageCodec;
import org.patchbay.api.log.HiddenAddress;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.node.Environment;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.transport.Destination;
import org.patchbay.api.transport.LinkEvents;
import org.patchbay.api.transport.Opening;
import org.patchbay.api.transport.Passage;
import org.patchbay.api.transport.Transport;
import org.patchbay.api.transport.TransportStats;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TCP by Netty. Each connection belongs to one event loop, which frames, checks and translates; the
 * node loop takes arrivals and gives messages, and both hand over in batches.
 *
 * <p>A connection keeps the codec with which it began. While there is no codec connections are
 * refused.
 */
@Component(name = "patchbay.transport", service = Transport.class)
@Designate(ocd = NettyTransport.Config.class)
public final class NettyTransport implements Transport {
  private static final Logger LOG = LoggerFactory.getLogger(NettyTransport.class);
  private static final Duration STOP = Duration.ofMillis(1_900);

  /** What an operator may set. */
  @ObjectClassDefinition(
      name = "Transport",
      description = "Sockets, frames and how much memory they may use.")
  public @interface Config {
    /** Carrier. */
    @AttributeDefinition(
        description =
            "What carries the bytes: auto takes the first that works of io_uring, epoll and nio; a"
                + " change needs a restart of the node.",
        options = {
          @Option(label = "auto", value = "auto"),
          @Option(label = "io_uring", value = "io_uring"),
          @Option(label = "epoll", value = "epoll"),
          @Option(label = "nio", value = "nio")
        })
    String kind() default "auto";

    /** Event loops. */
    @AttributeDefinition(
        min = "0",
        max = "64",
        description =
            "Event loops; 0 makes one for every two processors, and a change needs a restart of the"
                + " node.")
    int threads() default 0;

    /** Backlog. */
    @AttributeDefinition(
        min = "1",
        max = "65535",
        description = "Connections the system keeps waiting until they are accepted.")
    int backlog() default 4096;

    /** Encrypted transport. */
    @AttributeDefinition(
        description =
            "Whether the encrypted transport of version 2 is offered to those who connect and tried"
                + " where the node wants it; in force for new connections.")
    boolean v2() default true;

    /** Receive mark. */
    @AttributeDefinition(
        name = "receive.mark",
        min = "10000",
        max = "100000000",
        description =
            "Payload bytes waiting from one peer above which its socket is not read until half is"
                + " left.")
    long receive_mark() default 250_000;

    /** Receive mark in messages. */
    @AttributeDefinition(
        name = "receive.messages",
        min = "100",
        max = "1000000",
        description =
            "Messages waiting from one peer above which its socket is not read until half is left.")
    int receive_messages() default 1_000;

    /** Send mark. */
    @AttributeDefinition(
        name = "send.mark",
        min = "10000",
        max = "100000000",
        description =
            "Bytes waiting for one peer above which it is not served until half is written.")
    long send_mark() default 1_000_000;

    /** Receive budget. */
    @AttributeDefinition(
        name = "budget.in",
        min = "16000000",
        description =
            "Bytes held of incoming messages of all peers, at most three eighths of the heap; from"
                + " half of it on the largest users are not read.")
    long budget_in() default 512_000_000;

    /** Send budget. */
    @AttributeDefinition(
        name = "budget.out",
        min = "16000000",
        description =
            "Bytes held of outgoing messages of all peers, at most a quarter of the heap; from half"
                + " of it on the largest users are not served.")
    long budget_out() default 256_000_000;
  }

  private final Budget in;
  private final Budget out;
  private final Bounds bounds;
  private final int backlog;
  private final Lanes lanes;
  private final Outward outward;
  private final Credentials credentials;
  private final AtomicLong ids = new AtomicLong();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private volatile MessageCodec codec;
  private volatile boolean v2;

  /** Starts the event loops. */
  @Activate
  public NettyTransport(Config config, @Reference Environment environment) {
    this(Options.of(config), environment, new SecureRandom());
  }

  NettyTransport(Options options, Environment environment, Random random) {
    v2 = options.v2();
    in = new Budget(options.budgetIn(), this::relaxed);
    out = new Budget(options.budgetOut(), () -> {});
    bounds = new Bounds(options.marks(), in, out);
    backlog = options.backlog();
    int magic = environment.network().magic();
    lanes =
        Lanes.start(
            options.carriers(),
            options.threads(),
            (sockets, number) ->
                new Lane(sockets, number, bounds, magic, random, System::nanoTime));
    outward = new Outward(lanes.sockets());
    credentials = new Credentials(random.nextLong());
    LOG.info(
        "{} with {} event loop(s), at most {} bytes held of what comes in and {} of what goes out",
        kind(),
        options.threads(),
        options.budgetIn(),
        options.budgetOut());
  }

  /** New links begin with this one. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void bindCodec(MessageCodec now) {
    codec = now;
  }

  /** No longer given to new links, unless its successor already took its place. */
  public void unbindCodec(MessageCodec gone) {
    if (codec == gone) {
      codec = null;
    }
  }

  /** Marks and budgets are in force at once, carrier and threads after a restart. */
  @Modified
  void modified(Config config) {
    Options options = Options.of(config);
    v2 = options.v2();
    bounds.marks(options.marks());
    in.bound(options.budgetIn());
    out.bound(options.budgetOut());
  }

  /** Closes everything, within two seconds. */
  @Deactivate
  public void deactivate() throws InterruptedException {
    long deadline = System.nanoTime() + STOP.toNanos();
    listeners.forEach(Listener::close);
    lanes.stop(CloseReason.of(CloseReason.Code.SHUTDOWN), deadline);
  }

  /** The event loops, for tests. */
  List<Lane> lanes() {
    return lanes.all();
  }

  private void relaxed() {
    lanes.all().forEach(lane -> lane.execute(lane.excess()::relax));
  }

  @Override
  public String kind() {
    return lanes.carrier().label();
  }

  @Override
  public Endpoint listen(InetSocketAddress address, LinkEvents events) throws IOException {
    Lane lane = lanes.next();
    InetSocketAddress at = Family.available(address);
    Listener listener = new Listener(at, lane, child -> accepted(child, events), listeners::remove);
    listener.bound(lanes.bind(lane, at, backlog, listener));
    listeners.add(listener);
    LOG.info("listening on {}", listener.address());
    return listener;
  }

  private void accepted(Channel channel, LinkEvents events) {
    MessageCodec current = codec;
    if (current == null) {
      LOG.debug("{} refused: there is no codec", HiddenAddress.of(channel.remoteAddress()));
      channel.unsafe().closeForcibly();
      return;
    }
    Lane lane = lanes.next();
    NettyLink link = new NettyLink(ids.incrementAndGet(), true, lane, events, current, v2);
    prepare(channel, lane, link);
    lane.register(
        channel,
        failure -> {
          if (failure != null) {
            LOG.debug("a connection was lost while it was accepted", failure);
            link.abandon();
            channel.unsafe().closeForcibly();
          }
        });
  }

  private void prepare(Channel channel, Lane lane, NettyLink link) {
    lane.tune(channel);
    channel.pipeline().addLast(link);
  }

  @Override
  public boolean speaksV2() {
    return v2;
  }

  @Override
  public void connect(
      InetSocketAddress target, Duration timeout, LinkEvents events, Failure failed) {
    connect(target, timeout, false, events, failed);
  }

  @Override
  public void connect(
      InetSocketAddress target,
      Duration timeout,
      boolean tryV2,
      LinkEvents events,
      Failure failed) {
    Passage.Failure told = (reason, ofTarget) -> failed.failed(target, reason);
    open(Passage.direct(target), timeout, false, tryV2, events, told);
  }

  @Override
  public void connect(
      Passage passage, Duration timeout, boolean tryV2, LinkEvents events, Passage.Failure failed) {
    open(passage, timeout, false, tryV2, events, failed);
  }

  @Override
  public Cancellable accept(
      Passage passage, Duration timeout, LinkEvents events, Passage.Failure failed) {
    return open(passage, timeout, true, true, events, failed);
  }

  private Cancellable open(
      Passage passage,
      Duration timeout,
      boolean inbound,
      boolean tryV2,
      LinkEvents events,
      Passage.Failure failed) {
    MessageCodec current = codec;
    if (current == null) {
      passage.left();
      failed.failed("there is no codec", false);
      return () -> {};
    }
    Lane lane = lanes.next();
    LinkEvents leaving = new Outward.Leaving(events, passage);
    NettyLink link =
        new NettyLink(ids.incrementAndGet(), inbound, lane, leaving, current, tryV2 && v2);
    return outward.open(passage, timeout, lane, link, failed);
  }

  @Override
  public Cancellable converse(
      SocketAddress at, Duration timeout, Opening opening, Consumer<String> over) {
    return outward.converse(at, timeout, lanes.next(), opening, over);
  }

  @Override
  public Passage socks(SocketAddress proxy, boolean isolated, Destination to) {
    return new SocksPassage(
        proxy, to, () -> isolated ? Optional.of(credentials.next()) : Optional.empty());
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.copyOf(listeners);
  }

  @Override
  public TransportStats stats() {
    return Stats.of(lanes.all(), in, out);
  }
}
