package org.patchbay.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.patchbay.api.health.HealthCheck;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.contract.HealthContract;

class RulesCheckTest extends HealthContract {
  @Override
  protected HealthCheck check() {
    return new RulesCheck(Given.rules());
  }

  @Test
  void aRefusedFileAndARuleThatFailsAreTold() {
    KeptRules rules = Given.rules("rule x", "when asn / useless > 1", "then refuse");
    RulesCheck check = new RulesCheck(rules);
    assertEquals(HealthCheck.Finding.fine("1 in force"), check.look(null));
    rules.inForce().get(0).matches(FakePeer.inbound(), 0);
    assertEquals(HealthCheck.Finding.warning("cannot always be computed: x"), check.look(null));
    rules.take(Given.bytes("nonsense"));
    assertEquals(
        HealthCheck.Finding.warning(
            "rules.conf is refused: line 1, column 1: \"nonsense\" (allowed: rule, when, then,"
                + " until, because)"),
        check.look(null));
  }
}
