package org.patchbay.i2p;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
import org.patchbay.api.local.LocalAddresses;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.loop.Workers;
import org.patchbay.api.node.Environment;
import org.patchbay.api.transport.Destination;
import org.patchbay.api.transport.Entrance;
import org.patchbay.api.transport.LinkEvents;
import org.patchbay.api.transport.Passage;
import org.patchbay.api.transport.Transport;
import org.patchbay.api.transport.Way;
import org.patchbay.wire.NetworkClass;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * I2P by a router of the operator's, out and in; nothing as long as none is named. Thread-safe: it
 * hands over to the node loop.
 *
 * <p>Where the configuration changes, or this ends, the sessions end and with them the connections
 * through them.
 */
@Component(name = "patchbay.i2p", service = Way.class, immediate = true)
@Designate(ocd = SamWay.Config.class)
public final class SamWay implements Way {
  private static final Logger LOG = LoggerFactory.getLogger(SamWay.class);
  private static final Duration LOOK = Duration.ofSeconds(5);

  /** What an operator can set. */
  @ObjectClassDefinition(name = "I2P")
  public @interface Config {
    /** The router's SAM bridge. */
    @AttributeDefinition(
        required = false,
        description =
            "Address of an I2P router's SAM bridge, version 3.1, port 7656 unless given; peers in"
                + " I2P are reached through it. Empty: no I2P.")
    String sam() default "";

    /** Whether peers are let in. */
    @AttributeDefinition(
        description =
            "Whether peers in I2P may connect to us, at an address of which the key is kept in"
                + " i2p_private_key: true, false; auto is true unless the node listens nowhere, by"
                + " listen of patchbay.engine. Without it each connection has an address of its own.",
        options = {
          @Option(label = "auto", value = "auto"),
          @Option(label = "true", value = "true"),
          @Option(label = "false", value = "false")
        })
    String accept() default "auto";
  }

  private final Loop loop;
  private final Workers workers;
  private final Transport transport;
  private final KeyFile keys;
  private final OwnAddress own = new OwnAddress();
  private volatile Config config;
  private volatile Entrance entrance;
  private volatile Presence presence;
  private boolean accepting;
  private Cancellable look = () -> {};

  /** Nothing happens before {@link #start}. */
  @Activate
  public SamWay(
      @Reference Loop loop,
      @Reference Workers workers,
      @Reference Environment environment,
      @Reference Transport transport,
      Config config) {
    this.loop = loop;
    this.workers = workers;
    this.transport = transport;
    this.keys = new KeyFile(environment.dataFolder());
    this.config = config;
  }

  /** Begins, where a router is named. */
  @Activate
  public void start() {
    loop.execute(this::begin);
  }

  @Modified
  void modified(Config newer) {
    Config before = config;
    config = newer;
    if (!newer.sam().strip().equals(before.sam().strip())
        || !newer.accept().equals(before.accept())) {
      loop.execute(() -> again("the configuration has changed"));
    }
  }

  /** Ends all sessions. */
  @Deactivate
  public void stop() {
    loop.execute(() -> end("the node uses I2P no more"));
  }

  private void begin() {
    Optional<InetSocketAddress> at = bridge();
    if (at.isPresent()) {
      Bridge bridge = new Bridge(at.get(), loop, workers, transport);
      accepting = accepts();
      presence =
          accepting ? Presence.accepting(bridge, keys, this::door, own) : Presence.outbound(bridge);
      presence.begin();
      look = loop.after(LOOK, this::follow);
    }
  }

  private void again(String reason) {
    end(reason);
    begin();
  }

  /** Who listens nowhere asks not to be found; while there is no engine, what was holds. */
  private boolean accepts() {
    Entrance now = entrance;
    return switch (config.accept()) {
      case "true" -> true;
      case "false" -> false;
      default -> now == null ? accepting : now.listens();
    };
  }

  private void follow() {
    look.cancel();
    if (presence != null && accepts() != accepting) {
      again("the node " + (accepting ? "listens nowhere" : "listens") + " now");
    } else if (presence != null) {
      look = loop.after(LOOK, this::follow);
    }
  }

  /** What cannot be read was refused before, unless nobody asked. */
  private Optional<InetSocketAddress> bridge() {
    try {
      return SamAddress.parse(config.sam());
    } catch (IllegalArgumentException flaw) {
      LOG.error("patchbay.i2p: sam = {}; no I2P", flaw.getMessage());
      return Optional.empty();
    }
  }

  private void end(String reason) {
    look.cancel();
    if (presence != null) {
      presence.end(reason);
      presence = null;
    }
  }

  private Optional<LinkEvents> door() {
    Entrance now = entrance;
    return now == null ? Optional.empty() : now.events();
  }

  /**
   * Where peers are handed in. The engine gives it and asks for this way in turn, so that neither
   * can wait for the other.
   */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void bindEntrance(Entrance now) {
    entrance = now;
    loop.execute(this::follow);
  }

  /** No longer used, unless its successor already took its place. */
  public void unbindEntrance(Entrance gone) {
    if (entrance == gone) {
      entrance = null;
    }
    loop.execute(
        () -> {
          if (presence != null) {
            presence.entranceChanged();
          }
        });
  }

  /** Who is told of our address. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void bindAddresses(LocalAddresses now) {
    loop.execute(() -> own.bind(now));
  }

  /** It is gone. */
  public void unbindAddresses(LocalAddresses gone) {
    loop.execute(() -> own.unbind(gone));
  }

  @Override
  public NetworkClass network() {
    return NetworkClass.I2P;
  }

  @Override
  public boolean open() {
    Presence now = presence;
    return now != null && now.open();
  }

  @Override
  public CompletionStage<Passage> passage(Destination to) {
    CompletableFuture<Passage> answer = new CompletableFuture<>();
    loop.execute(() -> look(to, answer));
    return answer;
  }

  private void look(Destination to, CompletableFuture<Passage> answer) {
    if (presence == null) {
      answer.completeExceptionally(new IllegalStateException("no I2P router is configured"));
      return;
    }
    presence
        .passage(to.address())
        .whenComplete(
            (passage, failure) -> {
              if (failure == null) {
                answer.complete(passage);
              } else {
                answer.completeExceptionally(failure);
              }
            });
  }
}
