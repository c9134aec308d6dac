package org.patchbay.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.patchbay.api.rpc.RpcException;

class JsonTextTest {
  @Test
  void aLongTextIsTheSameInPieces() {
    JsonText text = new JsonText(10_000_000);
    List<String> many = Collections.nCopies(50_000, "größer\u0000€😀");
    text.value(many);
    assertTrue(text.bytes().length > 5);
    StringBuilder whole = new StringBuilder();
    JsonWriter.write(whole, many, Integer.MAX_VALUE);
    assertEquals(whole.toString(), all(text));
  }

  @Test
  void whatIsTooLongIsTakenBackWhole() {
    JsonText text = new JsonText(200_000);
    text.append('[').value("é");
    JsonText.Mark mark = text.mark();
    assertThrows(RpcException.class, () -> text.value(Collections.nCopies(100_000, "é")));
    text.back(mark);
    assertEquals("[\"é\"", all(text));
    assertEquals(4, text.length());
  }

  @Test
  void numbersAndTextsAreSpelledAsInBitcoinCore() throws IOException {
    StringBuilder out = new StringBuilder();
    JsonWriter.write(
        out,
        List.of(0.001868755, 1.0, 0.0, 1e-7, new BigDecimal("0.00000100"), "a\"\\/\n\u0001\u007f"),
        Integer.MAX_VALUE);
    assertEquals(
        "[0.001868755,1,0,1e-7,0.00000100,\"a\\\"\\\\/\\n\\u0001\\u007f\"]", out.toString());
    assertThrows(
        IllegalArgumentException.class,
        () -> JsonWriter.write(new StringBuilder(), Map.of("a", new Object()), 100));
    for (String bad :
        List.of(
            "[".repeat(513),
            "",
            "[1]]",
            "{\"a\"}",
            "\"\\ud800\"",
            "[1,2",
            "1e1001",
            "1e-1001",
            "1e33333333333")) {
      assertThrows(
          IOException.class, () -> JsonReader.read(bad.getBytes(StandardCharsets.UTF_8)), bad);
    }
    String huge = "[" + "0,".repeat(JsonReader.MAX_VALUES) + "0]";
    assertThrows(IOException.class, () -> JsonReader.read(huge.getBytes(StandardCharsets.UTF_8)));
  }

  private static String all(JsonText text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] piece : text.bytes()) {
      out.writeBytes(piece);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
