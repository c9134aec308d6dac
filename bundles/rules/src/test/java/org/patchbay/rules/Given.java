package org.patchbay.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.patchbay.sim.VirtualLoop;

/** Rules as a test gives them. */
final class Given {
  private Given() {}

  static KeptRules rules(String... lines) {
    return rules(new VirtualLoop(1), lines);
  }

  static KeptRules rules(VirtualLoop loop, String... lines) {
    KeptRules rules = new KeptRules(loop);
    take(rules, lines);
    return rules;
  }

  static void take(KeptRules rules, String... lines) {
    assertEquals(Optional.empty(), rules.take(bytes(lines)));
  }

  /** Why a file is refused. */
  static List<String> flaws(String... lines) {
    KeptRules rules = new KeptRules(new VirtualLoop(1));
    rules.take(bytes(lines));
    return rules.flaws();
  }

  static byte[] bytes(String... lines) {
    return String.join("\n", lines).getBytes(UTF_8);
  }

  static Term.Truth condition(String text) {
    List<Flaw> flaws = new ArrayList<>();
    Term.Truth condition = new Compiler().compile(text, flaws::add);
    assertEquals(List.of(), flaws, text);
    return condition;
  }
}
