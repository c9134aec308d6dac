package org.patchbay.events;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
import org.patchbay.api.bans.BanList;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.health.HealthCheck;
import org.patchbay.api.health.Vitals;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.node.Environment;
import org.patchbay.api.observe.Observer;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.PeerView;
import org.patchbay.wire.Hash256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes what happens for whoever reads, at a local socket and in a file. */
@Component(
    name = "patchbay.events",
    service = {Observer.class, HealthCheck.class},
    property = "check.name=events")
@Designate(ocd = EventStream.Config.class)
public final class EventStream implements Observer, HealthCheck {
  /** Who may read at the socket at a time. */
  static final int MAX_VISITORS = 8;

  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
  private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long MICROS = 1_000_000;
  private static final long MEGABYTE = 1 << 20;

  private final Loop loop;
  private final Path folder;
  private final Pump pump;
  private volatile boolean messages;
  private volatile boolean running = true;
  private volatile String trouble = "";
  private Config config;
  private Door door;
  private Reader file;
  private Cancellable following = () -> {};

  /** What can be configured. */
  @ObjectClassDefinition(name = "Events", description = "The stream of what happens")
  public @interface Config {
    /** Local socket. */
    @AttributeDefinition(
        description =
            "Path of a local socket at which up to eight readers get the stream, for the owner of"
                + " the node alone; beneath the data folder unless absolute; empty for none.")
    String socket() default "";

    /** File. */
    @AttributeDefinition(
        description =
            "Path of a file that gets the stream; beneath the data folder unless absolute; empty"
                + " for none.")
    String file() default "";

    /** Rotation. */
    @AttributeDefinition(
        min = "1",
        max = "100000",
        description = "Megabytes after which the file is set aside.")
    int file_megabytes() default 64;

    /** Rotation. */
    @AttributeDefinition(
        min = "0",
        max = "1000",
        description = "Files that were set aside to keep.")
    int file_keep() default 4;

    /** Volume. */
    @AttributeDefinition(
        description = "Whether single messages are told of too, which is most of the volume.")
    boolean messages() default true;
  }

  /** A stream that nobody reads until it is told where to. */
  @Activate
  public EventStream(@Reference Loop loop, @Reference Environment environment) {
    this.loop = loop;
    folder = environment.dataFolder();
    pump = new Pump(this::micros, Notes.started(environment.network().id(), environment.version()));
    EventThreads.start("encode", this::encode);
  }

  private long micros() {
    Instant now = loop.wallTime();
    return now.getEpochSecond() * MICROS + now.getNano() / 1_000;
  }

  private void encode() {
    while (running) {
      if (!pump.turn()) {
        LockSupport.parkNanos(pump.idle() ? IDLE_NANOS : REST_NANOS);
      }
    }
  }

  /** Opens and closes what changed; streams whose settings did not change go on. */
  @Activate
  @Modified
  public synchronized void configure(Config now) {
    Config before = config;
    config = now;
    messages = now.messages();
    if (before == null || !before.socket().equals(now.socket())) {
      closeDoor();
      openDoor(now.socket());
    }
    if (before == null
        || !before.file().equals(now.file())
        || before.file_megabytes() != now.file_megabytes()
        || before.file_keep() != now.file_keep()) {
      closeFile();
      openFile(now);
    }
  }

  private void openDoor(String path) {
    if (path.isBlank()) {
      return;
    }
    try {
      Door opened = Door.open(folder.resolve(path));
      door = opened;
      EventThreads.start("door", () -> opened.run(this::welcome));
      LOG.info("events are told at {}", folder.resolve(path));
    } catch (IOException e) {
      LOG.error("patchbay.events socket={}: {}", path, e.getMessage());
    }
  }

  private void welcome(SocketChannel channel) {
    long visitors = pump.readers().stream().filter(reader -> reader != file).count();
    if (visitors >= MAX_VISITORS) {
      LOG.warn("a reader of events is turned away: {} read already", visitors);
      close(new SocketSink(channel));
      return;
    }
    Reader reader = new Reader(new SocketSink(channel), this::micros);
    pump.add(reader);
    EventThreads.start(
        "reader",
        () -> {
          String end = stream(reader);
          LOG.info("a reader of events left: {}; it missed {}", end, reader.lost());
        });
  }

  private void openFile(Config now) {
    trouble = "";
    if (now.file().isBlank()) {
      return;
    }
    Path path = folder.resolve(now.file());
    Reader reader =
        new Reader(
            new RotatedFile(path, now.file_megabytes() * MEGABYTE, now.file_keep()), this::micros);
    file = reader;
    pump.add(reader);
    EventThreads.start(
        "file",
        () -> {
          String end = stream(reader);
          if (file == reader) {
            trouble = "no events are written to " + path + " any more: " + end;
            LOG.error("{}", trouble);
          }
        });
  }

  /** Writes a stream to its end; answers why it ended. */
  private String stream(Reader reader) {
    String end = "closed";
    try {
      reader.run(pump.greeting());
    } catch (IOException e) {
      end = e.getMessage() == null ? e.toString() : e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    pump.remove(reader);
    close(reader);
    return end;
  }

  private static void close(AutoCloseable what) {
    try {
      what.close();
    } catch (Exception e) {
      LOG.debug("closing a stream of events", e);
    }
  }

  private void closeDoor() {
    if (door != null) {
      close(door);
      door = null;
    }
    pump.readers().stream().filter(reader -> reader != file).forEach(EventStream::close);
  }

  private void closeFile() {
    Reader closing = file;
    file = null;
    if (closing != null) {
      close(closing);
    }
  }

  /** Ends every stream. */
  @Deactivate
  public synchronized void stop() {
    running = false;
    closeFile();
    closeDoor();
  }

  /** Binds the bans, to tell what comes and goes. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void addBans(BanList bans) {
    following.cancel();
    BanNews news = new BanNews(bans::all);
    following = bans.follow(now -> pump.offer(news));
  }

  /** Unbinds the bans. */
  public synchronized void removeBans(BanList gone) {
    following.cancel();
  }

  @Override
  public Finding look(Vitals vitals) {
    return trouble.isEmpty() ? Finding.fine("the streams stand") : Finding.warning(trouble);
  }

  @Override
  public void received(
      PeerView peer, String command, int count, long bytes, long queuedNanos, long handledNanos) {
    if (messages && !pump.idle()) {
      pump.offer(Notes.received(peer, command, count, bytes, queuedNanos, handledNanos));
    }
  }

  @Override
  public void sent(PeerView peer, String command, long bytes) {
    if (messages && !pump.idle()) {
      pump.offer(Notes.sent(peer, command, bytes));
    }
  }

  @Override
  public void stated(PeerView peer, Fact fact) {
    if (pump.idle()) {
      return;
    }
    if (fact instanceof Fact.Established established) {
      pump.offer(Notes.established(peer, established));
    } else if (fact instanceof Fact.Offence offence) {
      pump.offer(Notes.offence(peer, offence));
    } else if (fact instanceof Fact.Nuisance nuisance) {
      pump.offer(Notes.nuisance(peer, nuisance));
    } else if (fact instanceof Fact.Useful useful) {
      pump.offer(Notes.useful(peer, useful));
    } else if (fact instanceof Fact.Latency latency) {
      pump.offer(Notes.roundTrip(peer, latency));
    }
  }

  @Override
  public void ended(PeerView peer, CloseReason reason) {
    if (!pump.idle()) {
      pump.offer(Notes.closed(peer, reason, micros(), loop.now() - peer.connectedAt()));
    }
  }

  @Override
  public void spread(Item item, Hash256 id, Step step, int peers, long now) {
    if (!pump.idle()) {
      pump.offer(Notes.spread(item, id, step, peers));
    }
  }

  @Override
  public void swapped(Swap swap) {
    if (!pump.idle()) {
      pump.offer(Notes.swapped(swap));
    }
  }

  @Override
  public void remedied(Remedied remedied) {
    if (!pump.idle()) {
      pump.offer(Notes.remedied(remedied));
    }
  }
}
