package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.peer.Ledger;
import org.patchbay.api.transport.Link;

class PeerLedgerTest {
  private final Intake intake = new Intake();
  private final PeerLedger ledger =
      new PeerLedger(
          (Link)
              Proxy.newProxyInstance(
                  Link.class.getClassLoader(),
                  new Class<?>[] {Link.class},
                  (proxy, method, arguments) -> Map.of("ioTime", 7L).get(method.getName())),
          intake);

  @Test
  void whatIsGivenIsCountedByMessage() {
    ledger.learn(Fact.useful(Fact.Useful.Kind.BLOCK, 1));
    ledger.learn(Fact.useful(Fact.Useful.Kind.TRANSACTION, 3));
    ledger.learn(Fact.useful(Fact.Useful.Kind.HEADERS, 2_000));
    ledger.learn(Fact.useful(Fact.Useful.Kind.ADDRESSES, 1_000));
    ledger.learn(Fact.first(Fact.Useful.Kind.BLOCK, 2));
    ledger.learn(Fact.first(Fact.Useful.Kind.TRANSACTION, 1));
    assertEquals(new LedgerSnapshot(7, 6, 0, 1, 3, 2, 1, 0, 0), LedgerSnapshot.of(ledger));
  }

  @Test
  void aCountThatCannotBeAddsNothing() {
    ledger.learn(Fact.useful(Fact.Useful.Kind.BLOCK, Integer.MIN_VALUE));
    ledger.learn(Fact.first(Fact.Useful.Kind.TRANSACTION, -1));
    assertEquals(new LedgerSnapshot(7, 0, 0, 0, 0, 0, 0, 0, 0), LedgerSnapshot.of(ledger));
  }

  @Test
  void aLateAnswerAndWhatWeLimitedIsNoUselessMessage() {
    Set<Fact.Nuisance.Kind> none =
        Set.of(Fact.Nuisance.Kind.UNANSWERED, Fact.Nuisance.Kind.RATE_LIMITED);
    for (Fact.Nuisance.Kind kind : Fact.Nuisance.Kind.values()) {
      long before = ledger.uselessMessages();
      ledger.learn(Fact.nuisance(kind, "detail"));
      assertEquals(none.contains(kind) ? 0 : 1, ledger.uselessMessages() - before, kind.name());
    }
  }

  @Test
  void pausesAreCountedWhereverTheyComeFrom() {
    intake.blocked = true;
    intake.mark(10);
    assertPauses(1, 0);
    intake.transport(true, 5, 15); // while it stands anyway
    intake.blocked = false;
    intake.mark(40);
    assertPauses(1, 30);
    intake.transport(true, 5, 50);
    intake.transport(true, 5, 55);
    intake.transport(false, 5, 60);
    intake.transport(true, 5, 65);
    assertPauses(3, 45);
  }

  private void assertPauses(long count, long nanos) {
    assertEquals(count, ledger.pauses());
    assertEquals(nanos, ledger.pausedTime());
  }

  @Test
  void aSnapshotStaysAsItWas() {
    Ledger before = LedgerSnapshot.of(ledger);
    ledger.learn(Fact.useful(Fact.Useful.Kind.BLOCK, 1));
    assertEquals(0, before.blocks());
    assertEquals(1, ledger.blocks());
  }
}
