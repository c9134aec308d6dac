package org.patchbay.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.patchbay.api.rules.Rules;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.VirtualLoop;

class RuleFileTest {
  private static final String[] SPIDERS = {
    "# those who only look",
    "rule spiders",
    "  when agent.matches(\"(?i)spider|crawl\")",
    "# or so it seems",
    "    && direction == 'inbound' // no more",
    "  then refuse",
    "  until 2026-01-01T01:00:00Z",
    "  because \"they only look\"",
    "",
    "rule heavy",
    "\tthen\tthrottle 20 kB/s\r",
    "\twhen\tbytes_today > 500000000\r",
  };

  @Test
  void aFileIsReadIntoItsRules() {
    List<? extends Rules.Rule> rules = Given.rules(SPIDERS).inForce();
    Rules.Rule spiders = rules.get(0);
    assertEquals("spiders", spiders.name());
    assertEquals(2, spiders.line());
    assertEquals("refuse", spiders.then());
    assertEquals(Optional.of(Instant.parse("2026-01-01T01:00:00Z")), spiders.until());
    assertEquals("they only look", spiders.because());
    assertTrue(spiders.when().endsWith("// no more"), spiders.when());
    Rules.Rule heavy = rules.get(1);
    assertEquals("bytes_today > 500000000", heavy.when());
    assertEquals("throttle 20 kB/s", heavy.then());
    assertEquals(new Action.Throttle(20_000, true, "throttle 20 kB/s"), ((OneRule) heavy).action());
    assertEquals(Optional.empty(), heavy.until());
    assertEquals(2, rules.size());
  }

  @Test
  void aRuleEndsAtItsTime() {
    VirtualLoop loop = new VirtualLoop(1);
    loop.advance(Duration.ofMinutes(30));
    Rules.Rule rule = Given.rules(loop, SPIDERS).inForce().get(0);
    FakePeer peer = FakePeer.inbound().userAgent("/Spider/");
    long end = Duration.ofHours(1).toNanos();
    assertTrue(rule.matches(peer, end - 1) && !rule.over(end - 1));
    assertTrue(!rule.matches(peer, end) && rule.over(end));
    for (String year : List.of("-999999999", "+999999999")) {
      boolean past = year.startsWith("-");
      Rules.Rule far =
          Given.rules(
                  loop, "rule x", "when true", "then refuse", "until " + year + "-01-01T00:00:00Z")
              .inForce()
              .get(0);
      assertEquals(past, far.over(loop.now()));
    }
  }

  @Test
  void anEmptyFileHasNoRules() {
    assertEquals(List.of(), Given.rules("").inForce());
    assertEquals(List.of(), Given.rules("# nothing", "", "  # at all").inForce());
  }

  @Test
  void whatIsRefusedLeavesWhatIsInForceWithItsCounts() {
    KeptRules rules = Given.rules(SPIDERS);
    rules.book().rules().get(0).hit();
    Optional<String> refusal = rules.take(Given.bytes("rule x", "when agent == 5", "then refuse"));
    assertEquals(
        "line 2, column 12: found no matching overload for '_==_' applied to '(string, int)'",
        refusal.orElseThrow());
    assertEquals(List.of(refusal.get()), rules.flaws());
    assertEquals(2, rules.inForce().size());

    String[] edited = SPIDERS.clone();
    edited[11] = "when bytes_today > 1";
    Given.take(rules, edited);
    assertEquals(List.of(), rules.flaws());
    assertEquals(1, rules.inForce().get(0).hits());
    edited[5] = "then evict first";
    Given.take(rules, edited);
    assertEquals(0, rules.inForce().get(0).hits());
  }

  @Test
  void everyFlawHasItsPlaceAndSaysWhatIsAllowed() {
    assertFlaw("line 1, column 1: \"rul\" (allowed: rule, when, then, until, because)", "rul x");
    assertFlaw("line 1, column 3: \"when\" before the first rule", "  when true");
    assertFlaw(
        "line 1, column 6: name \"A_b\" (allowed: 1 to 40 of a-z, 0-9, '.', '-')", "rule A_b");
    assertFlaw("line 1, column 5: name \"\" (allowed: 1 to 40 of a-z, 0-9, '.', '-')", "rule");
    assertFlaw("line 1, column 1: rule x has no condition (when ...)", "rule x", "then refuse");
    assertFlaw(
        "line 1, column 1: rule x does nothing (then, and one of: refuse, evict first,"
            + " throttle 10/s, throttle 20 kB/s)",
        "rule x",
        "when true");
    assertFlaw(
        "line 4, column 6: rule x stands in line 1 already",
        rule("when true", "then refuse", "rule x"));
    assertFlaw("line 3, column 6: a second \"when\" of rule x", rule("when true", "when false"));
    assertFlaw(
        "line 3, column 6: \"ban\" (allowed: refuse, evict first, throttle 10/s,"
            + " throttle 20 kB/s)",
        rule("when true", "then ban"));
    assertFlaw(
        "line 2, column 6: \"throttle 5000 MB/s\" (1 to 1000000000 a second)",
        rule("then throttle 5000 MB/s"));
    assertFlaw(
        "line 2, column 6: \"throttle 0/s\" (allowed: refuse, evict first, throttle 10/s,"
            + " throttle 20 kB/s)",
        rule("then throttle 0/s"));
    assertFlaw("line 2, column 7: \"tomorrow\" (as 2027-01-31T12:00:00Z)", rule("until tomorrow"));
    assertFlaw("line 2, column 5: control character 27", rule("when\u001b[2J"));
  }

  @Test
  void aFlawOfAConditionHasItsPlaceInTheFile() {
    assertFlaw(
        "line 2, column 9: undeclared reference to 'foo' (rules:variables lists what there is)",
        rule("   when foo > 1", "then refuse"));
    assertFlaw(
        "line 4, column 11: undeclared reference to 'foo' (rules:variables lists what there is)",
        rule("when true", "  # and", "  || (1 > foo)", "then refuse"));
    assertFlaw(
        "line 2, column 21: undeclared reference to 'foo'", // columns are characters
        rule("when '\u00fc\ud83d\ude00'==group || foo", "then refuse"));
    assertFlaw(
        "line 2, column 12: mismatched input the end of the condition",
        rule("when asn ==", "then refuse"));
    assertFlaw(
        "line 2, column 6: expected type 'bool' but found 'int'", rule("when asn", "then refuse"));
    assertFlaw(
        "line 2, column 10: found no matching overload for '_>_' applied to '(double, int)' (1.0"
            + " is a double, 1 an int; int() and double() convert)",
        rule("when cpu > 1", "then refuse"));
    assertFlaw(
        "line 2, column 20: no pattern of RE2: error parsing regexp: missing closing ): `(`",
        rule("when agent.matches('(')", "then refuse"));
    assertFlaw(
        "line 2, column 21: \"10.0.0/8\"", rule("when address.within('10.0.0/8')", "then refuse"));
  }

  @Test
  void whatIsTooMuchIsRefused() {
    assertFlaw("line 1, column 1: length 65537 (max 65536)", "#".repeat(65_537));
    assertFlaw(
        "line 2, column 6: a condition of 2001 characters (max 2000)",
        rule("when " + "t".repeat(2_001)));
    assertFlaw(
        "Expression recursion limit exceeded",
        rule("when " + "(".repeat(41) + "true" + ")".repeat(41), "then refuse"));
    assertFlaw("limit", rule("when true" + " || true".repeat(240), "then refuse"));
    assertFlaw(
        "a pattern of 201 characters (max 200)",
        rule("when agent.matches('" + "a".repeat(201) + "')", "then refuse"));
    assertFlaw(
        "repeats 1000000 times (max 1000)",
        rule("when agent.matches('((a{100}){100}){100}')", "then refuse"));
    assertFlaw("undeclared reference to 'all'", rule("when [1, 2].all(x, x > 1)", "then refuse"));
    assertFlaw("(allowed: && ||", rule("when agent + 'x' == 'yx'", "then refuse"));
    assertFlaw("a pattern that is computed", rule("when agent.matches(group)", "then refuse"));
    List<String> many = new ArrayList<>();
    for (int i = 0; i <= 200; i++) {
      many.addAll(Arrays.asList("rule r" + i, "when true", "then refuse"));
    }
    assertFlaw("line 601, column 6: more than 200 rules", many.toArray(String[]::new));
    List<String> patterns = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      patterns.addAll(
          Arrays.asList("rule r" + i, "when agent.matches('[a-c]{900}')", "then refuse"));
    }
    assertFlaw("instructions together (max 20000)", patterns.toArray(String[]::new));
    KeptRules binary = new KeptRules(new VirtualLoop(1));
    assertTrue(binary.take(new byte[] {(byte) 0xc3, 0x28}).orElseThrow().contains("no UTF-8"));
  }

  @Test
  void whatIsShownHasNoControlCharacter() {
    for (String flaw : Given.flaws(rule("when agent.matches('\\u001b[2J(')", "then refuse"))) {
      assertTrue(flaw.chars().noneMatch(Character::isISOControl), flaw);
    }
  }

  private static String[] rule(String... lines) {
    List<String> all = new ArrayList<>(List.of("rule x"));
    all.addAll(List.of(lines));
    return all.toArray(String[]::new);
  }

  private static void assertFlaw(String expected, String... lines) {
    List<String> flaws = Given.flaws(lines);
    assertTrue(
        !flaws.isEmpty() && flaws.get(0).contains(expected), () -> expected + " in " + flaws);
  }
}
