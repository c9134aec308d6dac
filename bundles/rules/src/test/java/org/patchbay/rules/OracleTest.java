package org.patchbay.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.compiler.CelCompiler;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.patchbay.api.peer.PeerView;
import org.patchbay.sim.contract.RandomPeers;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.Subnet;

/** Conditions by chance come to what CEL's own runtime makes of them, errors included. */
class OracleTest {
  private static final long NOW = 1_000_000_000_000_000L;
  private static final List<String> WORDS =
      List.of("''", "'/Satoshi:28.0.0/'", "'inbound'", "'ipv4'", "'onion'", "'a'", "'Sat'");
  private static final List<String> WHOLES =
      List.of("0", "1", "2", "-1", "1000", "9223372036854775807", "-9223372036854775808");
  private static final List<String> REALS = List.of("0.0", "0.5", "-1.0", "1e300", "40.0");

  private final Random random = new Random(5);
  private final CelCompiler cel = Compiler.cel();
  private final CelRuntime runtime =
      CelRuntimeFactory.standardCelRuntimeBuilder()
          .setOptions(CelOptions.current().build())
          .addFunctionBindings(
              CelFunctionBinding.from(
                  "address_within", String.class, String.class, OracleTest::within))
          .build();

  private static boolean within(String address, String range) {
    return Subnet.parse(range).contains(NetworkAddress.parse(address + ":1"));
  }

  @Test
  void whatIsCompiledComesToTheSameAsInTheRuntimeOfCel() throws Exception {
    RandomPeers peers = new RandomPeers(3);
    int faults = 0;
    int matches = 0;
    int asked = 0;
    int ruledOut = 0;
    for (int round = 0; round < 150; round++) {
      String text = truth(4);
      List<Flaw> flaws = new ArrayList<>();
      Term.Truth ours = new Compiler().compile(text, flaws::add);
      if (ours == null) {
        assertTrue(flaws.get(0).text().contains("max "), () -> text + ": " + flaws);
        continue;
      }
      CelRuntime.Program theirs = program(text);
      for (PeerView peer : peers.population(10, NOW)) {
        asked++;
        String expected = evaluated(theirs, peer);
        assertEquals(expected, evaluated(ours, peer), () -> text + " of " + values(peer));
        Look look = new Look(peer, NOW, null);
        if (ours.possible() != null && !ours.possible().in(look)) {
          ruledOut++;
          assertEquals("false", expected, () -> text + " was ruled out for " + values(peer));
        }
        faults += expected.equals("fault") ? 1 : 0;
        matches += expected.equals("true") ? 1 : 0;
      }
    }
    assertTrue(faults > 20 && matches > 200 && asked > 1_000, faults + " " + matches + " " + asked);
    assertTrue(ruledOut > 100, ruledOut + " ruled out");
  }

  private CelRuntime.Program program(String text)
      throws CelValidationException, CelEvaluationException {
    return runtime.createProgram(cel.compile(text).getAst());
  }

  private static String evaluated(CelRuntime.Program program, PeerView peer) {
    try {
      return program.eval(values(peer)).toString();
    } catch (CelEvaluationException e) {
      return "fault";
    }
  }

  private static String evaluated(Term.Truth condition, PeerView peer) {
    try {
      return Boolean.toString(condition.of().in(new Look(peer, NOW, null)));
    } catch (Fault e) {
      return "fault";
    }
  }

  private static Map<String, Object> values(PeerView peer) {
    Look look = new Look(peer, NOW, null);
    Map<String, Object> values = new HashMap<>();
    for (Variable each : Variable.values()) {
      Term term = each.term();
      Object value;
      if (term instanceof Term.Truth of) {
        value = of.of().in(look);
      } else if (term instanceof Term.Whole of) {
        value = of.of().in(look);
      } else if (term instanceof Term.Real of) {
        value = of.of().in(look);
      } else if (term instanceof Term.Text of) {
        value = of.of().in(look);
      } else {
        value = List.copyOf(((Term.Texts) term).of().in(look));
      }
      values.put(each.label(), value);
    }
    return values;
  }

  private String one(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }

  private String variable(String type) {
    List<String> all = new ArrayList<>();
    for (Variable each : Variable.values()) {
      if (each.type().equals(type)) {
        all.add(each.label());
      }
    }
    return one(all);
  }

  private String truth(int depth) {
    if (depth == 0) {
      return random.nextInt(4) == 0 ? "true" : variable("bool");
    }
    return switch (random.nextInt(14)) {
      case 0, 1, 2 -> "(" + truth(depth - 1) + " && " + truth(depth - 1) + ")";
      case 3, 4, 5 -> "(" + truth(depth - 1) + " || " + truth(depth - 1) + ")";
      case 6 -> "!" + truth(depth - 1);
      case 7 -> "(%s ? %s : %s)".formatted(truth(depth - 1), truth(depth - 1), truth(depth - 1));
      case 8 -> "(%s %s %s)".formatted(whole(2), one(ORDER), whole(2));
      case 9 -> "(%s %s %s)".formatted(real(2), one(ORDER), real(2));
      case 10 -> "(%s %s %s)".formatted(text(), one(List.of("==", "!=")), text());
      case 11 ->
          text() + "." + one(List.of("contains", "startsWith", "endsWith")) + "(" + text() + ")";
      case 12 -> text() + ".matches(" + one(List.of("'S'", "'^/S.*/$'", "''", "'[0-9]+'")) + ")";
      default ->
          "(%s)"
              .formatted(
                  one(
                      List.of(
                          whole(1) + " in [1, -1, 1000]",
                          text() + " in ['ipv4', 'inbound', '']",
                          text() + " in " + variable("list(string)"))));
    };
  }

  private static final List<String> ORDER = List.of("==", "!=", "<", "<=", ">", ">=");

  private String whole(int depth) {
    if (depth == 0) {
      return random.nextInt(3) == 0 ? one(WHOLES) : variable("int");
    }
    return switch (random.nextInt(9)) {
      case 0 -> "(-" + whole(depth - 1).replaceAll("^-", "") + ")";
      case 1 -> "size(" + text() + ")";
      case 2 -> "int(" + real(depth - 1) + ")";
      case 3, 4, 5 ->
          "(%s %s %s)"
              .formatted(whole(depth - 1), one(List.of("+", "-", "*", "/", "%")), whole(depth - 1));
      default -> whole(0);
    };
  }

  private String real(int depth) {
    if (depth == 0) {
      return random.nextInt(3) == 0 ? one(REALS) : variable("double");
    }
    return switch (random.nextInt(6)) {
      case 0 -> "(-" + real(depth - 1).replaceAll("^-", "") + ")";
      case 1 -> "double(" + whole(depth - 1) + ")";
      case 2, 3 ->
          "(%s %s %s)"
              .formatted(real(depth - 1), one(List.of("+", "-", "*", "/")), real(depth - 1));
      default -> real(0);
    };
  }

  private String text() {
    return random.nextInt(3) == 0 ? one(WORDS) : variable("string");
  }
}
