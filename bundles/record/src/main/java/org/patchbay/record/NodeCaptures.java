package org.patchbay.record;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.api.health.HealthCheck;
import org.patchbay.api.health.Vitals;
import org.patchbay.api.log.HiddenAddress;
import org.patchbay.api.log.PeerTag;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.loop.Workers;
import org.patchbay.api.node.Environment;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.record.Captures;
import org.patchbay.api.record.Proceedings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Captures the messages of peers. Guarded by its own lock, which neither the node loop nor a
 * transport thread ever takes.
 */
@Component(
    name = "patchbay.capture",
    service = {Captures.class, HealthCheck.class},
    property = "check.name=capture")
public final class NodeCaptures implements Captures, HealthCheck {
  /** Peers that are captured at a time. */
  static final int MOST = 32;

  private static final Logger LOG = LoggerFactory.getLogger(NodeCaptures.class);
  private static final int KEPT = 16;
  private static final long MICROS = 1_000_000;
  private static final Duration PACE = Duration.ofMillis(100);

  private final Loop loop;
  private final Workers workers;
  private final Environment environment;
  private final Proceedings proceedings;
  private final Map<Long, PeerCapture> running = new TreeMap<>();
  private final ArrayDeque<PeerCapture> ended = new ArrayDeque<>();

  /** Captures of a node; there are none until they are asked for. */
  @Activate
  public NodeCaptures(
      @Reference Loop loop,
      @Reference Workers workers,
      @Reference Environment environment,
      @Reference Proceedings proceedings) {
    this.loop = loop;
    this.workers = workers;
    this.environment = environment;
    this.proceedings = proceedings;
  }

  @Override
  public synchronized Capture begin(long id, long maxBytes) {
    sort();
    if (running.containsKey(id)) {
      throw new IllegalArgumentException("peer " + id + " is captured already");
    }
    if (running.size() == MOST) {
      throw new IllegalStateException("as many peers are captured as may be: " + MOST);
    }
    // Asked first for its address alone: what is told has to have a place at once.
    PeerView peer =
        proceedings
            .tap(id, null)
            .orElseThrow(() -> new IllegalArgumentException("no peer " + id + " is connected"));
    PeerCapture[] capture = new PeerCapture[1];
    capture[0] = new PeerCapture(id, folder(peer), maxBytes, this::micros, () -> soon(capture[0]));
    if (proceedings.tap(id, capture[0]).isEmpty()) {
      throw new IllegalArgumentException("no peer " + id + " is connected any more");
    }
    running.put(id, capture[0]);
    ended.removeIf(each -> !each.trouble().isEmpty()); // It is tried anew.
    PeerTag tag = PeerTag.of(peer);
    LOG.info(tag, "messages are captured, {}", tag);
    return capture[0].snapshot();
  }

  private Path folder(PeerView peer) {
    String name = peer.address().toString().replaceAll("[^A-Za-z0-9.\\[\\]-]", "_");
    return environment.dataFolder().resolve("message_capture").resolve(name);
  }

  private long micros() {
    Instant now = loop.wallTime();
    return now.getEpochSecond() * MICROS + now.getNano() / 1_000;
  }

  private void soon(PeerCapture capture) {
    loop.after(PACE, () -> write(capture));
  }

  private void write(PeerCapture capture) {
    workers.run(
        "capture",
        () -> {
          capture.write();
          return capture.trouble();
        },
        new Workers.Answer<String>() {
          @Override
          public void done(String trouble) {
            if (!trouble.isEmpty()) {
              LOG.error("messages are captured no more: {}", HiddenAddress.within(trouble));
            }
          }

          @Override
          public void failed(Exception cause) {
            LOG.error("messages are captured no more", cause);
            capture.end("failed: " + cause);
          }
        });
  }

  @Override
  public synchronized Capture end(long id) {
    sort();
    PeerCapture capture = running.get(id);
    if (capture == null) {
      throw new IllegalArgumentException("peer " + id + " is not captured");
    }
    capture.end("ended");
    sort();
    return capture.snapshot();
  }

  /** Those that ended by themselves are told nothing more, and give room. */
  private void sort() {
    for (Map.Entry<Long, PeerCapture> each : List.copyOf(running.entrySet())) {
      if (!each.getValue().running()) {
        proceedings.tap(each.getKey(), null);
        running.remove(each.getKey());
        ended.add(each.getValue());
        if (ended.size() > KEPT) {
          ended.remove();
        }
      }
    }
  }

  @Override
  public synchronized List<Capture> all() {
    sort();
    return Stream.concat(ended.stream(), running.values().stream())
        .map(PeerCapture::snapshot)
        .toList();
  }

  /** Ends them all. */
  @Deactivate
  public synchronized void stop() {
    running.values().forEach(capture -> capture.end("ended"));
    sort();
  }

  @Override
  public synchronized Finding look(Vitals vitals) {
    sort();
    String trouble =
        ended.stream()
            .filter(each -> !each.trouble().isEmpty())
            .map(each -> each.snapshot().folder().getFileName() + ": " + each.trouble())
            .collect(Collectors.joining("; "));
    return trouble.isEmpty()
        ? Finding.fine(running.size() + " peers are captured")
        : Finding.warning("messages are captured no more: " + trouble);
  }
}
