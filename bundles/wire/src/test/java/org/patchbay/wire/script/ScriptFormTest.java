package org.patchbay.wire.script;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptFormTest {
  private static final String KEY = "02" + "11".repeat(32);
  private static final String LONG_KEY = "04" + "22".repeat(64);

  @ParameterizedTest
  @CsvSource({
    "76a914{20}88ac, KEY_HASH",
    "76a914{20}88ad, OTHER",
    "a914{20}87, SCRIPT_HASH",
    "0014{20}, WITNESS_KEY_HASH",
    "0020{32}, WITNESS_SCRIPT_HASH",
    "0013{19}, OTHER",
    "5120{32}, TAPROOT",
    "51024e73, ANCHOR",
    "51024e74, WITNESS_UNKNOWN",
    "5220{32}, WITNESS_UNKNOWN",
    "6028{40}, WITNESS_UNKNOWN",
    "6029{41}, OTHER",
    "21{key}ac, PUBLIC_KEY",
    "41{long}ac, PUBLIC_KEY",
    "2105{32}ac, OTHER",
    "5121{key}51ae, MULTISIG",
    "5221{key}21{key}41{long}53ae, MULTISIG",
    "5221{key}51ae, OTHER",
    "5121{key}52ae, OTHER",
    "5121{key}21{key}21{key}21{key}54ae, OTHER",
    "0021{key}51ae, OTHER",
    "6a, DATA",
    "6a0401020304, DATA",
    "6a4c, OTHER",
    "6a0401, OTHER",
    "6aac, OTHER",
    "51, OTHER",
    "ac, OTHER",
    "ae, OTHER",
    "'', OTHER"
  })
  void formsAreToldApart(String pattern, ScriptForm form) {
    assertEquals(form, ScriptForm.of(bytes(pattern)), pattern);
  }

  @Test
  void pushes() {
    assertTrue(Script.pushesOnly(bytes("00516001ff4c01aa4d0100bb4e01000000cc"), 0));
    assertFalse(Script.pushesOnly(bytes("61"), 0));
    assertFalse(Script.pushesOnly(bytes("4e000000"), 0));
    assertFalse(Script.pushesOnly(bytes("4effffffff00"), 0));
    assertArrayEquals(bytes("cc"), Script.lastPush(bytes("01ff4e01000000cc")));
    assertArrayEquals(bytes("bb"), Script.lastPush(bytes("0004010203044d0100bb")));
    assertArrayEquals(new byte[0], Script.lastPush(bytes("01ff51")));
    assertArrayEquals(new byte[0], Script.lastPush(bytes("02ff")));
    assertArrayEquals(new byte[0], Script.lastPush(new byte[0]));
  }

  static byte[] bytes(String pattern) {
    String hex = pattern.replace("{key}", KEY).replace("{long}", LONG_KEY);
    for (int n : new int[] {19, 20, 32, 40, 41}) {
      hex = hex.replace("{" + n + "}", "33".repeat(n));
    }
    return HexFormat.of().parseHex(hex);
  }
}
