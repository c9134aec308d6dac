package org.patchbay.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class OptionsTest {
  private static final List<String> FEATURES =
      List.of("base", "lab", "node", "policies", "rpc", "shell", "vitals");

  @Test
  void withoutANetworkTheLabIsThere() {
    Options options = parse();
    assertEquals(
        List.of("base", "node", "policies", "vitals", "rpc", "shell", "lab"),
        options.chosen(FEATURES));
    assertEquals("regtest", overrides(options).get("patchbay.override/patchbay.node/network"));
  }

  @Test
  void withANetworkItIsNot() {
    Options options = parse("--network", "signet", "--no-shell");
    assertEquals(
        List.of("base", "node", "policies", "vitals", "rpc", "shell"), options.chosen(FEATURES));
    assertEquals("signet", overrides(options).get("patchbay.override/patchbay.node/network"));
  }

  @Test
  void namedFeaturesReplaceTheDefault() {
    assertEquals(
        List.of("base", "node", "shell"), parse("--features", "node,shell").chosen(FEATURES));
  }

  @Test
  void endpointsAndSettingsArePassedOn() {
    Map<String, String> overrides =
        overrides(
            parse(
                "--connect", "seed.example.org:8333",
                "--connect", "[::1]:18444",
                "--listen", "0.0.0.0:0",
                "--set", "patchbay.engine.user.agent.comment=a=b"));
    assertEquals(
        "seed.example.org:8333,[::1]:18444",
        overrides.get("patchbay.override/patchbay.engine/connect"));
    assertEquals("0.0.0.0:0", overrides.get("patchbay.override/patchbay.engine/listen"));
    assertEquals("patchbay.engine.user.agent.comment=a=b", overrides.get("patchbay.set/0"));
  }

  @Test
  void aBadOptionIsNamedWithItsValueAndWhatIsAllowed() {
    refused(
        "--network \"mainnet\": allowed: main, test, testnet4, signet, regtest",
        "--network",
        "mainnet");
    refused("--connect \"host\": allowed: HOST:PORT", "--connect", "host");
    refused("--connect \"host:0\": allowed: HOST:PORT with port 1 to 65535", "--connect", "host:0");
    refused("--listen \"::1:8333\": allowed", "--listen", "::1:8333");
    refused("--listen \"0.0.0.0:65536\": allowed", "--listen", "0.0.0.0:65536");
    refused(
        "--features \"nodes\": allowed: base, lab, node, policies, rpc, shell, vitals",
        "--features",
        "nodes");
    refused(
        "--features \"lab\": allowed: the lab only without --network",
        "--network",
        "main",
        "--features",
        "node,lab");
    refused("--set \"outbound=8\": allowed: PID.KEY=VALUE", "--set", "outbound=8");
    refused("'--frobnicate'", "--frobnicate");
    refused("'--data'", "--data");
  }

  private static void refused(String message, String... args) {
    CommandLine.ParameterException refused =
        assertThrows(CommandLine.ParameterException.class, () -> parse(args));
    assertTrue(refused.getMessage().contains(message), refused.getMessage());
  }

  private static Map<String, String> overrides(Options options) {
    return options.overrides(Path.of("/node"));
  }

  private static Options parse(String... args) {
    Options options = new Options();
    CommandLine line = new CommandLine(options);
    line.parseArgs(args);
    options.check(line, FEATURES);
    return options;
  }
}
