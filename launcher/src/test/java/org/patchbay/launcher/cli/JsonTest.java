package org.patchbay.launcher.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "-0.00001000",
        "1e-8",
        "12345678901234567890",
        "[]",
        "[1,[2,{}],\"x\"]",
        "{\"a\":{\"b\":[false]},\"c\":\"é\\n\\\"\\\\\"}"
      })
  void whatIsReadIsWrittenAsItWas(String text) {
    assertEquals(text, Json.compact(Json.parse(text)));
  }

  /** bitcoin-cli's form: checked against its output for many answers. */
  @Test
  void isIndentedByTwo() {
    assertEquals(
        "{\n  \"a\": [\n    1,\n    {\n    }\n  ],\n  \"b\": [\n  ]\n}",
        Json.indented(Json.parse("{\"a\":[1,{}],\"b\":[]}")));
    assertEquals("{\n}", Json.indented(Json.parse("{}")));
    assertEquals("7", Json.indented(Json.parse(" 7 ")));
  }

  @Test
  void escapesAreRead() {
    assertEquals("é/\b\u007f", Json.parse("\"\\u00e9\\/\\b\\u007f\""));
    assertEquals("\"\\u007f\\u0001\"", Json.compact("\u007f\u0001"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "01",
        "1.",
        "-",
        "1e",
        "[1",
        "[1,]",
        "{\"a\"}",
        "{a:1}",
        "\"",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\n\"",
        "1 2",
        "tru",
        "nul"
      })
  void whatIsNoJsonIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Json.parse(text));
  }

  @Test
  void nestingIsBounded() {
    String deep = "[".repeat(100_000);
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Json.parse(deep));
    assertEquals("more than 512 levels at character 514", refused.getMessage());
    Json.parse("[".repeat(512) + "]".repeat(512));
  }
}
