package org.patchbay.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.api.peer.Permission;
import org.patchbay.sim.FakeLedger;
import org.patchbay.sim.FakePeer;
import org.patchbay.wire.NetworkAddress;

class ConditionTest {
  private static final long SECOND = 1_000_000_000;
  private static final long NOW = 1_000 * SECOND;

  private final FakePeer peer =
      FakePeer.inbound()
          .established()
          .address(NetworkAddress.parse("192.0.2.7:8333"))
          .autonomousSystem(64500)
          .group("AS64500")
          .peersAtHost(3)
          .connectedAt(900 * SECOND)
          .lastReceived(990 * SECOND)
          .permissions(Set.of(Permission.NOBAN, Permission.RELAY))
          .minPing(40_500_000)
          .bytesIn(700_000_000)
          .bytesOut(5)
          .bytesBefore(0)
          .processingTime(25 * SECOND);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "agent.matches('Satoshi:2[0-9]') && !agent.matches('^Satoshi')",
        "agent.startsWith('/Satoshi') && agent.endsWith('/') && agent.contains('28.0')",
        "asn in [13335, 64500] && bytes_today > 500 * 1000 * 1000",
        "cpu > 0.2 && cpu < 0.3 && cpu_ms == 25000",
        "network == 'ipv4' && direction == \"inbound\" && kind == 'inbound'",
        "address.within('192.0.2.0/24') && address == '192.0.2.7'",
        "!address.within('192.0.3.0/24') && !address.within('2001:db8::/32')",
        "group == 'AS64500' && transport == 'v1 standard'",
        "'noban' in permissions && !('mempool' in permissions) && 'addrv2' in features",
        "age_s == 100 && silent_s == 10 && block_s == -1",
        "min_ping_ms == 40.5 && ping_ms == -1.0",
        "peers_at_host >= 3 && peers_at_host != 4 ? established : discouraged",
        "services % 2 == 1 && version / 1000 == 70 && -height == 0",
        "size(agent) == 16 && agent.size() < 17",
        "int(min_ping_ms) == 40 && double(asn) == 64500.0",
        "!(score >= 0.0) && !(score < 0.0) && score != score",
        "useful / useless == 2 || useless == 0",
        "useful / 0 > 1 || bytes_in > 1",
        "!(useful / 0 > 1 && bytes_in < 1)",
      })
  void whatIsSoMatches(String condition) {
    assertTrue(Given.condition(condition).of().in(new Look(peer, NOW, null)), condition);
  }

  @Test
  void whatIsSlowIsComputedOnceUntilItChanges() {
    Rulebook book =
        Given.rules(
                "rule one",
                "when agent.contains('Satoshi') && asn == 64500 && bytes_in > 10",
                "then evict first",
                "rule two",
                "when network == 'onion' || relays",
                "then evict first")
            .book();
    assertEquals(2, book.remembered());
    Memo memo = book.memo(null, peer);
    assertEquals("one", book.evicting(new Look(peer, NOW, memo)).name());
    peer.bytesIn(1);
    assertEquals("two", book.evicting(new Look(peer, NOW, book.memo(memo, peer))).name());
    peer.bytesIn(11).userAgent("/other/");
    assertEquals("one", book.evicting(new Look(peer, NOW, memo)).name(), "it is remembered");
    assertEquals("two", book.evicting(new Look(peer, NOW, book.memo(memo, peer))).name());
  }

  @Test
  void aFactThatChangedIsSeen() {
    Rulebook book =
        Given.rules("rule one", "when agent == '/a/' && asn == 1", "then evict first").book();
    Memo memo = book.memo(null, peer);
    assertEquals(null, book.evicting(new Look(peer, NOW, memo)));
    peer.userAgent("/a/").autonomousSystem(1);
    assertEquals(memo, book.memo(memo, peer));
    assertEquals("one", book.evicting(new Look(peer, NOW, memo)).name());
    peer.autonomousSystem(2);
    assertEquals(null, book.evicting(new Look(peer, NOW, book.memo(memo, peer))));
  }

  @Test
  void whatCannotBeComputedIsCountedAndDoesNotMatch() {
    KeptRules rules = Given.rules("rule one", "when bytes_in / useless > 5", "then evict first");
    OneRule rule = rules.book().rules().get(0);
    assertFalse(rule.matches(peer, NOW));
    assertFalse(rule.matches(peer, NOW));
    assertEquals(2, rule.faults());
    peer.ledger(new FakeLedger().uselessMessages(1));
    assertTrue(rule.matches(peer, NOW));
    assertEquals(2, rule.faults());
  }

  @Test
  void numbersBeyondTheirRangeAreFaults() {
    for (String text :
        List.of(
            "9223372036854775807 + height + 1 > 0",
            "-9223372036854775807 - height - 2 > 0",
            "9223372036854775807 * (height + 2) > 0",
            "int(1e30) > height",
            "height % 0 == 1")) {
      Term.Truth condition = Given.condition(text);
      assertThrows(Fault.class, () -> condition.of().in(new Look(peer, NOW, null)), text);
    }
  }

  @Test
  void everyVariableIsReadOfAPeerThatHasJustArrived() {
    Look look = new Look(FakePeer.inbound(), 0, null);
    for (Variable each : Variable.values()) {
      String test =
          switch (each.type()) {
            case "bool" -> each.label() + " || true";
            case "string" -> each.label() + ".size() >= 0";
            case "int" -> each.label() + " < 0 || " + each.label() + " >= 0";
            case "double" -> "!(" + each.label() + " > 1e300)";
            default -> "!('' in " + each.label() + ")";
          };
      assertTrue(Given.condition(test).of().in(look), test);
    }
    assertTrue(Arrays.stream(Variable.values()).count() < 64);
  }
}
