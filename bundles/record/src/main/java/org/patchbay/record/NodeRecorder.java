package org.patchbay.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.api.health.HealthCheck;
import org.patchbay.api.health.Vitals;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.node.Environment;
import org.patchbay.api.record.Proceedings;
import org.patchbay.api.record.Recorder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records a node. Guarded by its own lock, which neither the node loop nor the thread that writes
 * ever takes.
 */
@Component(
    name = "patchbay.record",
    service = {Recorder.class, HealthCheck.class},
    property = "check.name=record")
public final class NodeRecorder implements Recorder, HealthCheck {
  /** Smallest room that a recording may be given. */
  static final long MIN_BYTES = 1 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(NodeRecorder.class);
  private static final long WRITING_SECONDS = 10;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final Loop loop;
  private final Environment environment;
  private final Proceedings proceedings;
  private Run run;

  /** One recording. */
  private static final class Run {
    final Path file;
    final List<String> slots;
    final Instant begun;
    final long maxBytes;
    final CompletableFuture<String> ended = new CompletableFuture<>();
    RecordingWriter writer;
    Cancellable following;

    Run(Path file, List<String> slots, Instant begun, long maxBytes) {
      this.file = file;
      this.slots = slots;
      this.begun = begun;
      this.maxBytes = maxBytes;
    }

    /** What the disk refused; empty where it did not. */
    String trouble() {
      return ended.getNow("");
    }

    Recording snapshot() {
      String state = !ended.isDone() ? "running" : trouble().isEmpty() ? "ended" : trouble();
      return new Recording(
          file,
          slots,
          begun,
          writer.questions(),
          writer.missedQuestions(),
          writer.bytes(),
          maxBytes,
          state);
    }
  }

  /** A recorder of a node; nothing is recorded until it is asked for. */
  @Activate
  public NodeRecorder(
      @Reference Loop loop,
      @Reference Environment environment,
      @Reference Proceedings proceedings) {
    this.loop = loop;
    this.environment = environment;
    this.proceedings = proceedings;
  }

  @Override
  public synchronized Recording start(Collection<String> slots, String name, long maxBytes) {
    if (run != null && !run.ended.isDone()) {
      throw new IllegalStateException("a recording runs: " + run.file);
    }
    if (maxBytes < MIN_BYTES) {
      throw new IllegalArgumentException(
          "size %d bytes: %d at least is wanted".formatted(maxBytes, MIN_BYTES));
    }
    for (String slot : slots) {
      if (!Kind.slots().contains(slot)) {
        throw new IllegalArgumentException(
            "slot \"%s\": those that are recorded are %s"
                .formatted(Legible.of(slot), String.join(", ", Kind.slots())));
      }
    }
    Instant begun = loop.wallTime();
    Path file = file(name.isEmpty() ? "recording-" + TIME.format(begun) + ".pbr" : name);
    List<String> wanted = slots.isEmpty() ? Kind.slots() : List.copyOf(slots);
    Run next = new Run(file, wanted, begun, maxBytes);
    RecordingWriter.Title title =
        new RecordingWriter.Title(
            environment.network().id(),
            environment.version(),
            begun.toEpochMilli() * 1_000,
            loop.now());
    next.writer =
        new RecordingWriter(
            new PartFiles(file, maxBytes, PartFiles.Disk.REAL), title, next.ended::complete);
    next.following = proceedings.follow(wanted, next.writer);
    next.ended.thenAccept(reason -> over(next, reason));
    run = next;
    LOG.info("what policies are asked is recorded in {}", file);
    return next.snapshot();
  }

  private Path file(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "file \"%s\": a name of letters, digits, dots and hyphens, without a folder"
              .formatted(Legible.of(name)));
    }
    Path folder = environment.dataFolder().resolve("recordings");
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new IllegalStateException("the folder " + folder + " cannot be made: " + e, e);
    }
    Path file = folder.resolve(name);
    for (int i = 0; i < PartFiles.PARTS; i++) {
      if (Files.exists(PartFiles.part(file, i))) {
        throw new IllegalArgumentException(
            "file \"%s\": there is %s already".formatted(name, PartFiles.part(file, i)));
      }
    }
    return file;
  }

  private static void over(Run run, String reason) {
    run.following.cancel();
    if (reason.isEmpty()) {
      LOG.info("the recording {} is ended", run.file);
    } else {
      LOG.error("the recording {} ended: {}", run.file, reason);
    }
  }

  @Override
  public synchronized Recording stop() {
    if (run == null || run.ended.isDone()) {
      throw new IllegalStateException("no recording runs");
    }
    run.following.cancel();
    try {
      run.ended.get(WRITING_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new IllegalStateException(
          "%s is not written within %d s".formatted(run.file, WRITING_SECONDS), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + run.file + " is written", e);
    }
    return run.snapshot();
  }

  @Override
  public synchronized Optional<Recording> last() {
    return Optional.ofNullable(run).map(Run::snapshot);
  }

  /** Ends what runs; what was put down is still written. */
  @Deactivate
  public synchronized void end() {
    if (run != null) {
      run.following.cancel();
    }
  }

  @Override
  public synchronized Finding look(Vitals vitals) {
    if (run == null || run.trouble().isEmpty()) {
      return Finding.fine(run == null || run.ended.isDone() ? "nothing is recorded" : "recording");
    }
    return Finding.warning("the recording " + run.file + " ended: " + run.trouble());
  }
}
