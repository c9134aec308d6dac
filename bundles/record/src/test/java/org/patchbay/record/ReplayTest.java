package org.patchbay.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.health.Remedy;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.remedy.Prescription;
import org.patchbay.api.remedy.RemedyPolicy;
import org.patchbay.api.scoring.ScoringPolicy;
import org.patchbay.api.selection.SelectionPolicy;
import org.patchbay.wire.NetworkClass;

class ReplayTest {
  private static final EvictionPolicy OLDEST =
      (candidates, now) -> candidates.stream().min(Comparator.comparingLong(PeerView::id));

  private static Replay sample() {
    return Replay.of(Recording.sample());
  }

  @Test
  void differencesFollowFromTheRecordingAlone() {
    Result result = sample().with(OLDEST);
    assertEquals("eviction", result.slot());
    assertEquals(List.of("core"), result.inForce());
    assertTrue(result.questions() > 100, () -> result.questions() + " questions");
    assertEquals(result.questions(), result.compared());
    assertTrue(result.differed() > 50, () -> result.differed() + " differ");
    assertEquals(
        result.differed(), result.kinds().values().stream().mapToLong(Long::longValue).sum());
    assertEquals(result, sample().with(OLDEST));
  }

  @Test
  void whoEvictsNobodyDiffersWheneverSomebodyWent() {
    EvictionPolicy nobody = (candidates, now) -> Optional.empty();
    Result result = sample().with(nobody);
    assertEquals(0, result.failures());
    assertEquals(
        result.differed(), result.kinds().get("evicted, would refuse the newcomer").longValue());
  }

  /** Counts what it is told of each peer. */
  private static final class Counting implements ScoringPolicy {
    private long opened;
    private long told;

    @Override
    public PeerScore open(PeerView peer, long now) {
      opened++;
      return new PeerScore() {
        @Override
        public void on(org.patchbay.api.fact.Fact fact, long at) {
          told++;
        }

        @Override
        public double score(PeerView same, long at) {
          return 0.5;
        }
      };
    }
  }

  @Test
  void aPolicyWithMemoryOpensItOncePerPeer() {
    Counting counting = new Counting();
    Result result = sample().with(counting);
    assertEquals(result.questions(), counting.told + result.compared());
    assertTrue(counting.opened > 16 && counting.opened < result.compared() / 2);
  }

  @Test
  void failuresAreCountedAndTheFirstIsTold() {
    MisbehaviourPolicy bad =
        (peer, opened) ->
            (offence, now) -> {
              throw new UnsupportedOperationException("no idea");
            };
    Result offences = sample().with(bad);
    assertEquals(offences.questions(), offences.failures() + offences.compared());
    EvictionPolicy none = (candidates, now) -> null;
    Result result = sample().with(none);
    assertEquals(result.questions(), result.failures());
    assertTrue(result.failure().contains("answered null"), result.failure());
    EvictionPolicy stranger =
        (candidates, now) -> Optional.of(new Portrait(candidates.get(0).id()));
    assertTrue(sample().with(stranger).failure().contains("which was no candidate"));
  }

  @Test
  void callsAreTimedByTheClockThatIsGiven() {
    AtomicLong clock = new AtomicLong();
    Result result = sample().clock(() -> clock.addAndGet(1_000)).with(OLDEST);
    assertEquals(1_000, result.max());
    assertEquals(1_000, result.p50(), 60);
    assertEquals(0, sample().with(OLDEST).max());
  }

  private static final class Both implements EvictionPolicy, SelectionPolicy {
    @Override
    public Optional<PeerView> evict(List<PeerView> candidates, long now) {
      return OLDEST.evict(candidates, now);
    }

    @Override
    public double preference(PeerView peer, long now) {
      return 0;
    }
  }

  @Test
  void aPolicyOfSeveralKindsNeedsASlot() {
    assertEquals("selection", sample().slot("selection").with(new Both()).slot());
    assertThrows(IllegalArgumentException.class, () -> sample().with(new Both()));
    assertThrows(IllegalArgumentException.class, () -> sample().slot("relay").with(new Both()));
    assertThrows(IllegalArgumentException.class, () -> sample().with("no policy"));
    assertThrows(
        UncheckedIOException.class, () -> Replay.of(Recording.of(new byte[1])).with(OLDEST));
  }

  @Test
  void percentilesAreRightToSixInAHundred() {
    Times times = new Times();
    for (int i = 1; i <= 1_000; i++) {
      times.add(i * 37L);
    }
    assertEquals(18_500, times.percentile(50), 18_500 * 0.06);
    assertEquals(36_630, times.percentile(99), 36_630 * 0.06);
    assertEquals(37_000, times.max());
  }

  @Test
  void remediesAreAskedAgainWithWhatTheChecksSaw(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("remedies.pbr");
    PartFiles files = new PartFiles(file, 1 << 30, PartFiles.Disk.REAL);
    new Story(3).tell(new RecordingWriter(files, RecordingTest.TITLE, reason -> {}), 20);
    RemedyPolicy nothing = (vitals, ailing, soFar, now) -> List.of();
    Result result = Replay.of(Recording.of(file)).with(nothing);
    assertEquals("remedy", result.slot());
    assertEquals(20, result.compared());
    assertEquals(10, result.differed(), "in every other round something was done");
    RemedyPolicy same =
        (vitals, ailing, soFar, now) ->
            vitals.loopLag() % 2 == 0
                ? List.of()
                : List.of(
                    new Prescription(
                        ailing.get(0).name(), Remedy.dial(2, Set.of(NetworkClass.IPV6))),
                    new Prescription(ailing.get(1).name(), Remedy.ease()));
    assertEquals(0, Replay.of(Recording.of(file)).with(same).differed());
    RemedyPolicy wild =
        (vitals, ailing, soFar, now) -> List.of(new Prescription("disk", Remedy.ease()));
    assertEquals(20, Replay.of(Recording.of(file)).with(wild).failures());
  }
}
