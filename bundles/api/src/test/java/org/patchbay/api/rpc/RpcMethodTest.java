package org.patchbay.api.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Parameters find their places as they do in Bitcoin Core. */
class RpcMethodTest {
  private static final RpcMethod METHOD =
      RpcMethod.named("pay", "test")
          .help("Pays somebody.")
          .param(Param.required("to", Shape.string("Whom")))
          .param(Param.defaulted("count", Shape.number("How often"), 1).or("times"))
          .param(Param.optional("fee", Shape.amount("Satoshis in bitcoin"), "none"))
          .param(Param.optional("detail", Shape.any(""), ""))
          .returns(Shape.object("", Shape.field("txid", Shape.hex("Its hash"))))
          .answers(call -> Map.of());

  @Test
  void positionsAndNamesAreTheSame() {
    RpcCall byPosition = METHOD.call("u", Arrays.asList("me", null, new BigDecimal("0.5")));
    RpcCall byName = METHOD.call("u", Map.of("fee", "0.50000000", "to", "me"));
    for (RpcCall call : List.of(byPosition, byName)) {
      assertEquals("me", call.string("to"));
      assertEquals(1, call.integer("count"));
      assertEquals(50_000_000, call.satoshis("fee"));
      assertFalse(call.has("detail"));
    }
    assertEquals(3, METHOD.call("u", Map.of("to", "me", "times", 3L)).integer("count"));
  }

  @Test
  void argsHoldTheFirstPositions() {
    RpcCall call = METHOD.call("u", Map.of("args", List.of("me", 2L), "fee", "1"));
    assertEquals(2, call.integer("count"));
    assertEquals(100_000_000, call.satoshis("fee"));
    refused(
        -8,
        "Parameter to specified twice both as positional and named argument",
        () -> METHOD.call("u", Map.of("args", List.of("me"), "to", "you")));
  }

  @Test
  void whatDoesNotFitIsRefusedInCoresWords() {
    refused(-1, METHOD.usage(), () -> METHOD.call("u", List.of()));
    refused(-1, METHOD.usage(), () -> METHOD.call("u", List.of("a", 1L, "1", 1L, 1L)));
    refused(
        -8, "Unknown named parameter whom", () -> METHOD.call("u", Map.of("to", "a", "whom", "b")));
    refused(
        -3,
        """
        Wrong type passed:
        {
            "Position 1 (to)": "JSON value of type number is not of expected type string",
            "Position 2 (count|times)": "JSON value of type string is not of expected type number"
        }""",
        () -> METHOD.call("u", List.of(1L, "1")));
  }

  @Test
  void numbersAndAmountsAreBounded() {
    RpcCall call = METHOD.call("u", List.of("a", 1L << 31, "20999999.999999999"));
    refused(-1, "JSON integer out of range", () -> call.integer("count"));
    assertEquals(1L << 31, call.number("count"));
    refused(-3, "Invalid amount", () -> call.satoshis("fee"));
    for (String amount : List.of("1e1000000000", "", "x", "9".repeat(70))) {
      refused(
          -3, "Invalid amount", () -> METHOD.call("u", List.of("a", 1L, amount)).satoshis("fee"));
    }
    refused(
        -3, "Amount out of range", () -> METHOD.call("u", List.of("a", 1L, "-1")).satoshis("fee"));
    assertEquals("0.00000001", Amount.of(1).toPlainString());
    assertEquals("0.00000000", Amount.of(0).toPlainString());
  }

  @Test
  void hashesSayWhatIsWrong() {
    refused(
        -8,
        "blockhash must be of length 64 (not 2, for 'ab')",
        () -> RpcCall.hash("blockhash", "ab"));
    refused(-8, "x must be hexadecimal string (not 'abc')", () -> RpcCall.bytes("x", "abc"));
  }

  @Test
  void helpShowsAllOfIt() {
    assertEquals("pay \"to\" ( count fee detail )", METHOD.synopsis());
    String usage = METHOD.usage();
    assertTrue(usage.startsWith(METHOD.synopsis() + "\n\nPays somebody.\n\nArguments:\n"), usage);
    assertTrue(usage.contains("2. count    (numeric, optional, default=1) How often\n"), usage);
    assertTrue(
        usage.contains(
            "\nResult:\n{    (json object)\n  \"txid\" : \"hex\",    (string) Its hash\n}\n"),
        usage);
  }

  private static void refused(int code, String message, Executable call) {
    RpcException error = assertThrows(RpcException.class, call);
    assertEquals(message, error.getMessage());
    assertEquals(code, error.code());
  }
}
