package org.patchbay.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.sim.VirtualWorkers;

/** Who takes a turn on the chain lane: the loop, or a worker. */
class TurnsTest {
  private final VirtualLoop loop = new VirtualLoop(1);
  private final SlowLog disk = new SlowLog();
  private final TimedLog log = new TimedLog(disk, () -> loop.now() + disk.spent);
  private final Turns turns =
      new Turns(loop, new VirtualWorkers(loop, Duration.ofMillis(1)), log::prompt);
  private final List<String> said = new ArrayList<>();

  /** A disk that needs some time for an append. */
  private static final class SlowLog implements HeaderLog {
    private Duration needs = Duration.ZERO;
    private long spent;

    @Override
    public void append(byte[] headers, int count) throws IOException {
      spent += needs.toNanos();
      if (count == 0) {
        throw new IOException("full");
      }
    }

    @Override
    public void force() {}

    @Override
    public void close() {}
  }

  private void turn(String name, boolean brief) {
    turns.take(brief, () -> said.add("did " + name), done -> said.add("answered " + name));
  }

  @Test
  void aBriefTurnIsTakenAtOnceAndAnsweredLater() {
    turn("a", true);
    assertEquals(List.of("did a"), said);
    loop.runDue();
    assertEquals(List.of("did a", "answered a"), said);
  }

  @Test
  void aLongTurnGoesToAWorkerAndWhatComesAfterItWaitsBehindIt() {
    turn("long", false);
    turn("brief", true);
    assertEquals(List.of(), said);
    loop.runUntilIdle();
    assertEquals(List.of("did long", "answered long", "did brief", "answered brief"), said);
    turn("next", true);
    assertEquals("did next", said.get(4));
  }

  @Test
  void aSlowDiskIsNotWaitedForAgain() throws IOException {
    disk.needs = Duration.ofMillis(51);
    turns.take(true, () -> append(1), done -> said.add("answered slow"));
    loop.runDue();
    disk.needs = Duration.ZERO;
    turn("elsewhere", true);
    assertEquals(List.of("answered slow"), said);
    loop.advance(Duration.ofSeconds(9));
    assertEquals(3, said.size());
    turn("still elsewhere", true);
    assertEquals(3, said.size());
    loop.advance(Duration.ofSeconds(2));
    turn("here", true);
    assertEquals("did here", said.get(5));
  }

  @Test
  void aSlowFailureCountsToo() {
    disk.needs = Duration.ofMillis(51);
    assertThrows(IOException.class, () -> log.append(new byte[0], 0));
    assertFalse(log.prompt());
    loop.advance(Duration.ofSeconds(11));
    assertTrue(log.prompt());
  }

  @Test
  void aTurnThatFailsIsAnsweredEmptyAndHoldsUpNothing() {
    List<Optional<Integer>> answers = new ArrayList<>();
    for (boolean brief : new boolean[] {true, false}) {
      turns.<Integer>take(brief, () -> append(0), answers::add);
      loop.runUntilIdle();
    }
    assertEquals(List.of(Optional.empty(), Optional.empty()), answers);
    turn("next", true);
    assertEquals(List.of("did next"), said);
  }

  private int append(int count) throws IOException {
    log.append(new byte[80], count);
    return count;
  }
}
