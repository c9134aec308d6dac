package org.patchbay.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.api.trial.Edits.Edit;
import org.patchbay.sim.VirtualLoop;

class RevisionTest {
  private static final String FAR = "rule far\n when asn == 1\n then refuse\n";
  private static final String NEAR = "rule near\n when asn == 2\n then refuse\n";
  private static final String NEARER = "rule near\n when asn == 3\n then refuse\n";

  private final List<Edit> edits = new ArrayList<>();
  private final KeptRules rules = new KeptRules(new VirtualLoop(1));

  private String take(String text) {
    rules.take(Given.bytes(text));
    Edit last = edits.get(edits.size() - 1);
    return last.from() + " > " + last.to() + ", " + last.changes() + ": " + last.outcome();
  }

  @Test
  void anEditTellsWhatIsDifferent() {
    rules.setRecord(edits::add);
    assertEquals("0 rules > 1 rule, added far: in force", take(FAR));
    assertEquals("1 rule > 1 rule, no rule changed: in force", take("# why\n" + FAR));
    assertEquals("1 rule > 2 rules, added near: in force", take(FAR + NEAR));
    assertEquals("2 rules > 2 rules, another order: in force", take(NEAR + FAR));
    assertEquals("2 rules > 1 rule, changed near, removed far: in force", take(NEARER));
    assertEquals(
        "1 rule > 1 rule, : refused: line 2, column 7: undeclared reference to 'foo'"
            + " (rules:variables lists what there is)",
        take("rule near\n when foo == 3\n then refuse\n"));
    assertEquals("1 rule > 0 rules, removed near: in force", take(""));
    assertEquals("config/rules.conf", edits.get(0).file());
    assertEquals("", edits.get(edits.size() - 1).sha256());
  }

  @Test
  void theSumIsThatOfTheFile() {
    rules.setRecord(edits::add);
    rules.take(Given.bytes("# abc\n"));
    assertEquals(
        "c96d70129517a804082ed92c0ff5cc78c880c661376df954acf1d349484a7715", edits.get(0).sha256());
  }

  @Test
  void whatWasTakenBeforeTheRecordCameIsToldThen() {
    rules.take(Given.bytes(FAR));
    rules.take(Given.bytes("nonsense"));
    rules.setRecord(edits::add);
    assertEquals(2, edits.size());
    assertEquals("in force", edits.get(0).outcome());
    rules.unsetRecord(edits::add);
    rules.take(Given.bytes(NEAR));
    assertEquals(3, edits.size(), "another one that went is not ours");
  }
}
