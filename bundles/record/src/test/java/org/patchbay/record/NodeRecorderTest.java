package org.patchbay.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.health.HealthCheck.Severity;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.node.Environment;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.question.Transcript;
import org.patchbay.api.record.Proceedings;
import org.patchbay.api.record.Recorder;
import org.patchbay.api.transport.Tap;
import org.patchbay.sim.FakeVitals;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.Network;

class NodeRecorderTest {
  @TempDir Path folder;
  private final House house = new House();

  /** Tells a story at once, and its end when it is cancelled. */
  private static final class House implements Proceedings {
    Collection<String> slots = List.of();
    Transcript transcript;

    @Override
    public Cancellable follow(Collection<String> wanted, Transcript to) {
      slots = wanted;
      transcript = to;
      return to::ended;
    }

    @Override
    public Optional<PeerView> tap(long peer, Tap tap) {
      return Optional.empty();
    }
  }

  private record Place(Network network, Path dataFolder, String version) implements Environment {}

  private NodeRecorder recorder() {
    return new NodeRecorder(new VirtualLoop(1), new Place(Network.REGTEST, folder, "0.1.0"), house);
  }

  @Test
  void whatIsToldIsInTheFileWhenItIsStopped() throws IOException {
    NodeRecorder recorder = recorder();
    Recorder.Recording begun = recorder.start(List.of("eviction"), "one.pbr", 1 << 20);
    assertEquals("running", begun.state());
    assertEquals(List.of("eviction"), house.slots);
    house.transcript.inForce("eviction", "core", 5);
    house.transcript.missed(3);
    assertThrows(IllegalStateException.class, () -> recorder.start(List.of(), "", 1 << 20));
    Recorder.Recording ended = recorder.stop();
    assertEquals("ended", ended.state());
    assertEquals(3, ended.missed());
    assertEquals(folder.resolve("recordings/one.pbr"), ended.file());
    assertEquals(Files.size(ended.file()), ended.bytes());
    Lines lines = new Lines();
    Recording.of(ended.file()).read(lines);
    assertEquals(List.of("in force eviction core 5", "missed 3", "ended"), lines.lines);
    assertThrows(IllegalStateException.class, recorder::stop);
    assertEquals(Severity.OK, recorder.look(new FakeVitals()).severity());
  }

  @Test
  void aDiskThatRefusesIsAFinding() throws IOException {
    NodeRecorder recorder = recorder();
    recorder.start(List.of(), "two.pbr", 1 << 20);
    Files.createFile(folder.resolve("recordings/two.pbr")); // somebody was quicker
    house.transcript.inForce("eviction", "core", 5);
    assertEquals(Severity.WARNING, recorder.look(new FakeVitals()).severity());
    assertTrue(recorder.last().orElseThrow().state().contains("two.pbr"));
    assertEquals("running", recorder.start(List.of(), "three.pbr", 1 << 20).state());
  }

  @Test
  void namesAndSizesAreChecked() throws IOException {
    NodeRecorder recorder = recorder();
    for (String name : List.of("../up", "a/b", ".hidden", "a\u001bb", "x".repeat(101))) {
      assertThrows(
          IllegalArgumentException.class, () -> recorder.start(List.of(), name, 1 << 20), name);
    }
    assertThrows(IllegalArgumentException.class, () -> recorder.start(List.of(), "a", 1_000));
    assertThrows(
        IllegalArgumentException.class, () -> recorder.start(List.of("chain"), "a", 1 << 20));
    Files.createDirectories(folder.resolve("recordings"));
    Files.createFile(folder.resolve("recordings/a.2"));
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> recorder.start(List.of(), "a", 1 << 20))
            .getMessage()
            .endsWith("a.2 already"));
  }
}
