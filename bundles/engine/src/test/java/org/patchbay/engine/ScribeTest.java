package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.question.Question;
import org.patchbay.api.question.Questions;
import org.patchbay.api.question.Transcript;
import org.patchbay.sim.Stranger;
import org.patchbay.wire.message.Unknown;

class ScribeTest {
  private final TestNode node = new TestNode("max.inbound", 2).start(new Ponger(), new Listener());

  /** A line for each thing that is told. */
  private static class Lines implements Transcript {
    final List<String> lines = new ArrayList<>();

    @Override
    public void inForce(String slot, String policy, long now) {
      lines.add(slot + " by " + policy);
    }

    @Override
    public void asked(Question<?> question) {
      if (question instanceof Questions.Evict evict) {
        lines.add("evict of " + evict.candidates().size());
      } else if (question instanceof Questions.Judged judged) {
        lines.add(judged.opening().peer().id() + " judged " + judged.inForce());
      } else {
        lines.add(question.getClass().getSimpleName());
      }
    }

    @Override
    public void gone(long peer) {
      lines.add(peer + " gone");
    }

    @Override
    public void missed(long count) {
      lines.add(count + " missed");
    }

    @Override
    public void settled() {}

    @Override
    public void ended() {
      lines.add("ended");
    }
  }

  private Cancellable follow(Transcript transcript, String... slots) {
    return node.engine.proceedings().follow(List.of(slots), transcript);
  }

  private void strange(Stranger guest) {
    guest.say(new Unknown("strange", new byte[0]));
    node.loop.advance(Duration.ofMillis(50));
  }

  @Test
  void whatIsAskedInTheSlotsThatWereNamedIsTold() {
    Lines told = new Lines();
    Cancellable following = follow(told, "eviction", "misbehaviour");
    EvictionPolicy nobody = (candidates, now) -> Optional.empty();
    node.engine.add(EvictionPolicy.class, nobody, "nobody", 0, 1);
    strange(node.guest());
    node.guest();
    node.guest();
    node.engine.drop(1, "");
    node.loop.advance(Duration.ofMillis(50));
    following.cancel();
    node.loop.runDue();
    strange(node.guest());
    assertEquals(
        List.of(
            "misbehaviour by built-in",
            "eviction by built-in",
            "eviction by nobody",
            "1 judged KEEP",
            "evict of 2",
            "1 gone",
            "ended"),
        told.lines);
  }

  @Test
  void aTranscriptThatThrowsIsToldItsEndAlone() {
    Lines told =
        new Lines() {
          @Override
          public void asked(Question<?> question) {
            throw new IllegalStateException("no");
          }
        };
    follow(told, "misbehaviour");
    Stranger guest = node.guest();
    strange(guest);
    strange(guest);
    assertEquals(List.of("misbehaviour by built-in", "ended"), told.lines);
  }

  @Test
  void theEndOfTheNodeIsItsEnd() {
    Lines told = new Lines();
    follow(told, "relay");
    node.engine.stop();
    node.loop.runDue();
    assertEquals("ended", told.lines.get(told.lines.size() - 1));
  }

  @Test
  void aSlotThatIsNoneIsRefused() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> follow(new Lines(), "evictoin"));
    assertEquals(
        "slot \"evictoin\": allowed are admission, ratelimit, scoring, misbehaviour, eviction,"
            + " relay, selection, remedy",
        refused.getMessage());
  }
}
