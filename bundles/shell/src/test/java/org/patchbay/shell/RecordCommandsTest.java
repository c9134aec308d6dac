package org.patchbay.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.patchbay.api.record.Captures;
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

  private static final class Taken implements Captures {
    private final List<Capture> all = new ArrayList<>();

    private Capture of(long peer, long maxBytes, String state) {
      Path folder = Path.of("message_capture", "[__1]_8333");
      return new Capture(peer, folder, 5, 0, 700, maxBytes, state);
    }

    @Override
    public Capture begin(long peer, long maxBytes) {
      all.add(of(peer, maxBytes, "running"));
      return all.get(0);
    }

    @Override
    public Capture end(long peer) {
      if (all.isEmpty()) {
        throw new IllegalArgumentException("peer " + peer + " is not captured");
      }
      return of(peer, all.remove(0).maxBytes(), "ended");
    }

    @Override
    public List<Capture> all() {
      return all;
    }
  }

  private String capture(String... words) {
    return commands.capture("100M", words).toString();
  }

  @Test
  void messagesOfAPeerAreCapturedOnAndOff() {
    parts.captures = new Taken();
    assertEquals("nobody is captured; record:capture PEER on begins", capture().strip());
    assertTrue(capture("12", "on").contains("12  running         5       0  700 B  100 MB"));
    assertTrue(capture().contains("running"));
    capture("12", "on");
    assertTrue(capture("12", "off").contains("ended"));
    capture("12", "off");
    assertEquals("peer 12 is not captured", refusal(() -> capture("12", "off")));
    assertEquals("capture \"yes\": allowed are on, off", refusal(() -> capture("12", "yes")));
    assertEquals("usage: record:capture PEER on|off (1 words given)", refusal(() -> capture("12")));
  }
}
