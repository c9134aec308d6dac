package org.patchbay.i2p;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.wire.MalformedException;

/** Lines of a SAM bridge, taken apart. */
class SamReplyTest {
  private static SamReply parse(String line) {
    try {
      return SamReply.parse(line);
    } catch (MalformedException flaw) {
      throw new AssertionError(flaw);
    }
  }

  private static String flaw(String line) {
    return assertThrows(MalformedException.class, () -> SamReply.parse(line)).getMessage();
  }

  @Test
  void keysHaveValuesThatMayStandInQuotes() {
    SamReply reply =
        parse("NAMING REPLY RESULT=OK NAME=a.i2p VALUE=AB~-== MESSAGE=\"say \\\"a\\\\b\\\"\" FLAG");
    assertEquals("NAMING REPLY", reply.topic());
    assertTrue(reply.ok());
    assertEquals(Optional.of("AB~-=="), reply.get("VALUE"), "only the first sign divides");
    assertEquals(Optional.of("say \"a\\b\""), reply.get("MESSAGE"));
    assertEquals(Optional.of(""), reply.get("FLAG"));
    assertEquals(Optional.empty(), reply.get("NONE"));
    assertEquals(Map.of("A", "", "B", ""), parse("X Y  A=  B=\"\" ").values());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "'', no reply: fewer than two words",
        "'  ', no reply: fewer than two words",
        "HELLO, no reply: fewer than two words",
        "A B =x, a value without a key",
        "A B C=1 C=2, key C twice",
        "'A B C=\"x', a quote without its end",
        "'A B C=\"x\\', a quote without its end",
        "'A B C=\"x\"y', more after a quote",
      })
  void whatIsNoReplyIsRefused(String line, String why) {
    assertEquals(why, flaw(line));
  }

  @Test
  void thereAreBounds() {
    String keys = IntStream.range(0, 64).mapToObj(i -> "K" + i).collect(Collectors.joining(" "));
    assertEquals(64, parse("A B " + keys).values().size());
    assertEquals("more than 64 keys", flaw("A B K64=x " + keys));
  }

  @Test
  void whatPeopleAreToldIsShortPrintableAndHoldsNoKeys() {
    assertEquals("STREAM STATUS OK", parse("STREAM STATUS RESULT=OK DESTINATION=secret").text());
    assertEquals(
        "A? B I2P_ERROR, \"no?way\"",
        parse("A\u0007 B RESULT=I2P_ERROR MESSAGE=\"no\nway\"").text());
    String text = parse("A B RESULT=" + "x".repeat(1000) + " MESSAGE=" + "y".repeat(1000)).text();
    assertTrue(text.length() < 300, text);
    assertFalse(flaw("A B DESTINATION=\"secret").contains("secret"));
  }
}
