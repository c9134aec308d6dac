package org.patchbay.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.patchbay.api.record.Recorder;
import org.patchbay.sim.VirtualLoop;

class RecordCommandsTest {
  private final VirtualLoop loop = new VirtualLoop(1);
  private final Parts parts = new Parts();
  private final RecordCommands commands = new RecordCommands(parts);
  private final Fake recorder = new Fake();

  private final class Fake implements Recorder {
    private final Instant begun = loop.wallTime();
    private Recording last;

    @Override
    public Recording start(Collection<String> slots, String name, long maxBytes) {
      if (name.equals("bad")) {
        throw new IllegalArgumentException("file \"bad\": there is bad already");
      }
      last = of(List.copyOf(slots), name, maxBytes, "running");
      return last;
    }

    @Override
    public Recording stop() {
      if (last == null) {
        throw new IllegalStateException("no recording runs");
      }
      last = of(last.slots(), last.file().toString(), last.maxBytes(), "ended");
      return last;
    }

    private Recording of(List<String> slots, String name, long maxBytes, String state) {
      return new Recording(Path.of(name), slots, begun, 12, 3, 4_500, maxBytes, state);
    }

    @Override
    public Optional<Recording> last() {
      return Optional.ofNullable(last);
    }
  }

  @BeforeEach
  void begin() {
    parts.loop = loop;
    parts.recorder = recorder;
    loop.advance(Duration.ofSeconds(72));
  }

  private void start(String file, String max, String... slots) {
    commands.start(file, max, slots);
  }

  private static String refusal(Runnable command) {
    return assertThrows(Refused.class, command::run).getMessage();
  }

  @Test
  void aRecordingBeginsIsShownAndEnds() {
    assertEquals("nothing was recorded; record:start begins", commands.show().toString().strip());
    start("a.pbr", "64M", "eviction", "scoring");
    assertEquals(64_000_000, recorder.last.maxBytes());
    String screen = commands.show().toString();
    assertTrue(
        screen.contains("running  1m12s         12       3  4.50 kB  64.0 MB  eviction,scoring"),
        screen);
    assertTrue(commands.stop().toString().contains("ended"), "it is shown as ended");
  }

  @Test
  void whatIsWrongIsSaidInOneLine() {
    assertEquals("no recording runs", refusal(commands::stop));
    assertEquals("file \"bad\": there is bad already", refusal(() -> start("bad", "1G")));
    assertEquals("max \"64\": a size as 500k, 64M or 2G", refusal(() -> start("", "64")));
    assertEquals("max \"x\": a whole number is wanted", refusal(() -> start("", "xM")));
    parts.recorder = null;
    assertTrue(refusal(commands::show).contains("org.patchbay.record is missing"));
  }
}
