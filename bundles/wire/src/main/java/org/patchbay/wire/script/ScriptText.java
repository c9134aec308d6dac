package org.patchbay.wire.script;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/** Scripts as people read them: words for operations, hex for data, as Bitcoin Core prints them. */
public final class ScriptText {
  private static final HexFormat HEX = HexFormat.of();
  private static final int FIRST_NUMBER = 0x50;
  private static final int LAST_NUMBER = 0x60;
  private static final int LAST_PUSH = 0x4e;
  private static final int MINUS_ONE = 0x4f;
  private static final int SHORT = 4;
  private static final String[] FROM_NOP =
      ("NOP VER IF NOTIF VERIF VERNOTIF ELSE ENDIF VERIFY RETURN TOALTSTACK FROMALTSTACK 2DROP 2DUP"
              + " 3DUP 2OVER 2ROT 2SWAP IFDUP DEPTH DROP DUP NIP OVER PICK ROLL ROT SWAP TUCK CAT"
              + " SUBSTR LEFT RIGHT SIZE INVERT AND OR XOR EQUAL EQUALVERIFY RESERVED1 RESERVED2"
              + " 1ADD 1SUB 2MUL 2DIV NEGATE ABS NOT 0NOTEQUAL ADD SUB MUL DIV MOD LSHIFT RSHIFT"
              + " BOOLAND BOOLOR NUMEQUAL NUMEQUALVERIFY NUMNOTEQUAL LESSTHAN GREATERTHAN"
              + " LESSTHANOREQUAL GREATERTHANOREQUAL MIN MAX WITHIN RIPEMD160 SHA1 SHA256 HASH160"
              + " HASH256 CODESEPARATOR CHECKSIG CHECKSIGVERIFY CHECKMULTISIG CHECKMULTISIGVERIFY"
              + " NOP1 CHECKLOCKTIMEVERIFY CHECKSEQUENCEVERIFY NOP4 NOP5 NOP6 NOP7 NOP8 NOP9 NOP10"
              + " CHECKSIGADD")
          .split(" ");
  private static final Map<Integer, String> SIGNED_PARTS =
      Map.of(
          0x01, "[ALL]",
          0x81, "[ALL|ANYONECANPAY]",
          0x02, "[NONE]",
          0x82, "[NONE|ANYONECANPAY]",
          0x03, "[SINGLE]",
          0x83, "[SINGLE|ANYONECANPAY]");

  private ScriptText() {}

  /** Of an output script. */
  public static String of(byte[] script) {
    return text(script, false);
  }

  /** Of an input script: what a signature signs is told by name. */
  public static String ofInput(byte[] script) {
    return text(script, script.length == 0 || script[0] != 0x6a);
  }

  private static String text(byte[] script, boolean signatures) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < script.length) {
      text.append(at == 0 ? "" : " ");
      int next = Script.after(script, at);
      int op = script[at] & 0xFF;
      if (next < 0) {
        return text.append("[error]").toString();
      }
      text.append(op > LAST_PUSH ? name(op) : data(pushed(script, at, next), signatures));
      at = next;
    }
    return text.toString();
  }

  private static byte[] pushed(byte[] script, int at, int next) {
    int op = script[at] & 0xFF;
    int head = op < 0x4c ? 1 : op == 0x4c ? 2 : op == 0x4d ? 3 : 5;
    return Arrays.copyOfRange(script, at + head, next);
  }

  private static String data(byte[] data, boolean signatures) {
    if (data.length <= SHORT) {
      return Long.toString(number(data));
    }
    if (signatures && isSignature(data)) {
      String signed = SIGNED_PARTS.get(data[data.length - 1] & 0xFF);
      if (signed != null) {
        return HEX.formatHex(data, 0, data.length - 1) + signed;
      }
    }
    return HEX.formatHex(data);
  }

  /** Little-endian, the highest bit being the sign. */
  private static long number(byte[] data) {
    long number = 0;
    for (int i = 0; i < data.length; i++) {
      number |= (data[i] & 0xFFL) << 8 * i;
    }
    long sign = data.length == 0 ? 0 : 0x80L << 8 * (data.length - 1);
    return (number & sign) == 0 ? number : -(number & ~sign);
  }

  private static String name(int op) {
    if (op == MINUS_ONE) {
      return "-1";
    } else if (op == FIRST_NUMBER) {
      return "OP_RESERVED";
    } else if (op <= LAST_NUMBER) {
      return Integer.toString(op - FIRST_NUMBER);
    } else if (op == 0xff) {
      return "OP_INVALIDOPCODE";
    }
    int index = op - LAST_NUMBER - 1;
    return index < FROM_NOP.length ? "OP_" + FROM_NOP[index] : "OP_UNKNOWN";
  }

  /** Strict DER and one byte more (BIP66). */
  private static boolean isSignature(byte[] data) {
    int n = data.length;
    if (n < 9 || n > 73 || data[0] != 0x30 || (data[1] & 0xFF) != n - 3) {
      return false;
    }
    int r = data[3] & 0xFF;
    if (5 + r >= n) {
      return false;
    }
    int s = data[5 + r] & 0xFF;
    return r + s + 7 == n && isInteger(data, 2, r) && isInteger(data, 4 + r, s);
  }

  private static boolean isInteger(byte[] data, int at, int length) {
    return data[at] == 2
        && length > 0
        && data[at + 2] >= 0
        && (length == 1 || data[at + 2] != 0 || data[at + 3] < 0);
  }
}
