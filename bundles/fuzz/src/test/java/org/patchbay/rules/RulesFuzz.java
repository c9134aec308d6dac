package org.patchbay.rules;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.peer.Permission;
import org.patchbay.fuzz.Allocation;
import org.patchbay.fuzz.Parts;
import org.patchbay.sim.FakeLedger;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.VirtualLoop;

/**
 * Files of rules: in force whole, and then each rule answers of any peer, the same with what is
 * remembered and without; or refused whole with each flaw's place, and then what was in force
 * stays.
 */
public final class RulesFuzz {
  private static final long FIXED = 128 * 1024;

  /** A line may be one byte long; the fuzzer's hooks allocate at each comparison of texts. */
  private static final long EACH = 512L * Integer.getInteger("fuzz.hooks", 1);

  private static final byte[] STANDING =
      "rule stands\nwhen agent == '/a/'\nthen refuse".getBytes(US_ASCII);
  private static final List<PeerView> PEERS =
      List.of(
          FakePeer.inbound(),
          FakePeer.outbound()
              .established()
              .permissions(Set.of(Permission.NOBAN))
              .bytesIn(Long.MAX_VALUE)
              .bytesOut(1)
              .connectedAt(Long.MIN_VALUE)
              .score(0.5)
              .ledger(new FakeLedger().blocks(-1)));

  private RulesFuzz() {}

  /** The first byte: whether the rest is a whole file, or what stands within one condition. */
  public static void fuzzerTestOneInput(byte[] input) {
    Parts parts = new Parts(input);
    boolean whole = parts.next() % 2 == 0;
    byte[] bytes = whole ? parts.rest() : within(parts.rest());
    RuleFile text = Allocation.bounded(bytes.length, FIXED, EACH, () -> RuleFile.of(bytes));
    KeptRules rules = new KeptRules(new VirtualLoop(1));
    if (rules.take(STANDING).isPresent()) {
      throw new AssertionError("what is good is refused");
    }
    Optional<String> refusal = rules.take(bytes);
    if (refusal.isPresent()) {
      refused(rules, refusal.get());
    } else if (!text.flaws().isEmpty()) {
      throw new AssertionError("taken in spite of " + text.flaws());
    } else {
      taken(rules.book());
    }
  }

  private static byte[] within(byte[] condition) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes("rule x\nwhen ".getBytes(US_ASCII));
    all.writeBytes(condition);
    all.writeBytes("\nthen refuse".getBytes(US_ASCII));
    return all.toByteArray();
  }

  private static void refused(KeptRules rules, String refusal) {
    if (!rules.inForce().get(0).name().equals("stands")) {
      throw new AssertionError("what was in force is gone");
    }
    for (String flaw : rules.flaws()) {
      if (!flaw.matches("line [1-9]\\d*, column [1-9]\\d*: .+")) {
        throw new AssertionError("without its place: " + flaw);
      }
    }
    if (refusal.chars().anyMatch(Character::isISOControl)) {
      throw new AssertionError("a control character in " + refusal);
    }
  }

  private static void taken(Rulebook book) {
    for (PeerView peer : PEERS) {
      Memo memo = book.memo(null, peer);
      for (OneRule each : book.rules()) {
        boolean plain = each.matches(new Look(peer, 5, null));
        if (each.matches(new Look(peer, 5, memo)) != plain
            || each.matches(new Look(peer, 5, memo)) != plain) {
          throw new AssertionError(each.name() + ": what is remembered differs");
        }
      }
    }
  }
}
