package org.patchbay.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.rules.Rules;
import org.patchbay.sim.FakeNode;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.VirtualLoop;

class RulesCommandsTest {
  private final VirtualLoop loop = new VirtualLoop(1);
  private final FakeNode node = new FakeNode();
  private final Parts parts = new Parts();
  private final RulesCommands commands = new RulesCommands(parts);
  private final List<Rules.Rule> inForce = new ArrayList<>();
  private final List<String> flaws = new ArrayList<>();

  /** Matches whoever has an even id, for an hour. */
  private record Even(String name, String then, String slot, String when) implements Rules.Rule {
    @Override
    public int line() {
      return 1;
    }

    @Override
    public Optional<Instant> until() {
      return Optional.of(Instant.parse("2026-01-01T01:00:00Z"));
    }

    @Override
    public boolean over(long now) {
      return now >= Duration.ofHours(1).toNanos();
    }

    @Override
    public String because() {
      return "";
    }

    @Override
    public boolean matches(PeerView peer, long now) {
      return peer.id() % 2 == 0 && !over(now);
    }

    @Override
    public long hits() {
      return 7;
    }

    @Override
    public long faults() {
      return 0;
    }
  }

  @BeforeEach
  void connect() {
    parts.loop = loop;
    parts.node = node;
    parts.rules =
        new Rules() {
          @Override
          public List<? extends Rule> inForce() {
            return inForce;
          }

          @Override
          public List<String> flaws() {
            return flaws;
          }

          @Override
          public List<Field> variables() {
            return List.of(new Field("agent", "string", "its user agent"));
          }
        };
    node.peers.add(FakePeer.inbound().established().id(1));
    node.peers.add(FakePeer.inbound().established().id(2));
    node.slots.add(FakeNode.Filled.of("eviction", "rules", "rules", "core", "rules"));
    node.shadows.add(FakeNode.Tried.of("admission", "rules", "core", "running"));
  }

  @Test
  void rulesAreListedWithWhomTheyMatchAndWhatTheyDid() {
    inForce.add(new Even("even", "evict first", "eviction", "id\n   == 2"));
    inForce.add(new Even("spiders", "refuse", "admission", "x".repeat(90)));
    inForce.add(new Even("slow", "throttle 10/s", "ratelimit", "true"));
    flaws.add("line 3, column 4: nonsense");
    assertEquals(
        """
        RULE     THEN           POLICY              MATCHES  HITS  FAULTS   LEFT  WHEN                                                          BECAUSE
        even     evict first    eviction in force         1     7       0  1h00m  id == 2                                                       -
        spiders  refuse         admission tried           1     7       0  1h00m  %s…  -
        slow     throttle 10/s  ratelimit not used        1     7       0  1h00m  true                                                          -
        config/rules.conf is refused, and what is listed stays:
          line 3, column 4: nonsense"""
            .formatted("x".repeat(59)),
        commands.list().toString());
    loop.advance(Duration.ofHours(2));
    assertEquals("it is over", commands.list().get(0).policy());
    assertEquals(0, commands.list().get(0).matches());
  }

  @Test
  void whomARuleMatchesIsListed() {
    inForce.add(new Even("even", "evict first", "eviction", "id == 2"));
    assertEquals(List.of(2L), commands.peers("even").stream().map(PeerRow::id).toList());
    assertEquals(
        "no rule \"odd\"; there are: even",
        assertThrows(Refused.class, () -> commands.peers("odd")).getMessage());
  }

  @Test
  void withoutRulesItSaysWhereTheyStand() {
    assertEquals(
        "no rules are in force; they stand in config/rules.conf", commands.list().toString());
    assertEquals("agent", commands.variables().get(0).name());
  }
}
