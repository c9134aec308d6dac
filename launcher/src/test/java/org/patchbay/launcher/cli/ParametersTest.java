package org.patchbay.launcher.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Words become JSON as bitcoin-cli makes it of them. */
class ParametersTest {
  private static String positional(String method, String... words) throws IOException {
    return Json.compact(Parameters.of(method).positional(List.of(words)));
  }

  private static String named(String method, String... words) throws IOException {
    return Json.compact(Parameters.of(method).named(List.of(words)));
  }

  @Test
  void aParameterThatIsNoStringIsJson() throws IOException {
    assertEquals("[\"00ff\",2]", positional("getblock", "00ff", "2"));
    assertEquals("[7]", positional("getblockhash", "7"));
    assertEquals("[\"7\"]", positional("getmempoolentry", "7"));
    assertEquals("[[\"aa\"],0.1]", positional("testmempoolaccept", "[\"aa\"]", "0.1"));
    Exception refused =
        assertThrows(IllegalArgumentException.class, () -> positional("getblockhash", "x"));
    assertEquals("Error parsing JSON: x", refused.getMessage());
  }

  @Test
  void aHashOrAHeightIsEither() throws IOException {
    assertEquals("[5]", positional("getblockstats", "5"));
    assertEquals("[\"00aa\"]", positional("getblockstats", "00aa"));
  }

  @Test
  void namedWordsAreAnObject() throws IOException {
    assertEquals(
        "{\"verbosity\":2,\"blockhash\":\"7\"}", named("getblock", "verbosity=2", "blockhash=7"));
    assertEquals("{\"args\":[\"00ff\",1]}", named("getblock", "00ff", "1"));
    assertEquals("{\"verbosity\":1,\"args\":[\"00ff\"]}", named("getblock", "00ff", "verbosity=1"));
    assertEquals("{\"x\":\"3\"}", named("getblock", "x=2", "x=3"));
  }

  @Test
  void anEqualsSignMayBelongToThePlainWord() throws IOException {
    assertEquals("{\"args\":[[\"a=b\"]]}", named("testmempoolaccept", "[\"a=b\"]"));
    assertEquals("{\"args\":[\"/tmp/a=b\"]}", named("loadtxoutset", "/tmp/a=b"));
  }

  @Test
  void methodsOfThePatchbayAreAsTheNodeDescribesThem() {
    Parameters own =
        Parameters.described(
            List.of(
                Map.of("name", "slot", "schema", Map.of("type", "string")),
                Map.of("name", "count", "schema", Map.of("type", "number")),
                Map.of("name", "peer", "schema", Map.of())));
    assertEquals("[\"7\",7,\"core\"]", Json.compact(own.positional(List.of("7", "7", "core"))));
  }
}
