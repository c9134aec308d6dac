package org.patchbay.wire.script;

/**
 * The standard forms of output scripts, as Bitcoin Core tells them apart. Immutable.
 *
 * <p>Why: every other form is refused, so that nobody fills pools with scripts whose cost and
 * meaning nobody knows.
 */
public enum ScriptForm {
  /** A public key and CHECKSIG. */
  PUBLIC_KEY("pubkey"),
  /** The hash of a public key. */
  KEY_HASH("pubkeyhash"),
  /** The hash of a script (BIP16). */
  SCRIPT_HASH("scripthash"),
  /** Witness version 0, 20 bytes (BIP141). */
  WITNESS_KEY_HASH("witness_v0_keyhash"),
  /** Witness version 0, 32 bytes (BIP141). */
  WITNESS_SCRIPT_HASH("witness_v0_scripthash"),
  /** Witness version 1, 32 bytes (BIP341). */
  TAPROOT("witness_v1_taproot"),
  /** Pay to anchor: witness version 1, the bytes 4e73. */
  ANCHOR("anchor"),
  /** A witness program of a version or length that has no meaning yet. */
  WITNESS_UNKNOWN("witness_unknown"),
  /** m of n public keys in the open, n at most 3. */
  MULTISIG("multisig"),
  /** OP_RETURN and pushes: can never be spent. */
  DATA("nulldata"),
  /** Anything else. */
  OTHER("nonstandard");

  private static final int RETURN = 0x6a;
  private static final int CHECKSIG = 0xac;
  private static final int CHECKMULTISIG = 0xae;
  private static final int OP_1 = 0x51;
  private static final int OP_3 = 0x53;
  private static final int OP_16 = 0x60;

  private final String id;

  ScriptForm(String id) {
    this.id = id;
  }

  /** Bitcoin Core's name for it, as in {@code scriptPubKey.type}. */
  public String id() {
    return id;
  }

  /** The form of a script. */
  public static ScriptForm of(byte[] script) {
    int n = script.length;
    if (n == 0) {
      return OTHER;
    }
    int first = script[0] & 0xFF;
    if (n == 25 && starts(script, 0x76, 0xa9, 20) && ends(script, 0x88, 0xac)) {
      return KEY_HASH;
    }
    if (n == 23 && starts(script, 0xa9, 20) && (script[22] & 0xFF) == 0x87) {
      return SCRIPT_HASH;
    }
    if (n >= 4 && n <= 42 && script[1] == n - 2 && (first == 0 || isNumber(first))) {
      return witness(first, n - 2, script);
    }
    if (first == RETURN) {
      return Script.pushesOnly(script, 1) ? DATA : OTHER;
    }
    if ((script[n - 1] & 0xFF) == CHECKSIG) {
      return n == 2 + first && isKey(script, 0) ? PUBLIC_KEY : OTHER;
    }
    return isMultisig(script) ? MULTISIG : OTHER;
  }

  /** Whether this is a witness program. */
  public boolean witness() {
    return switch (this) {
      case WITNESS_KEY_HASH, WITNESS_SCRIPT_HASH, TAPROOT, ANCHOR, WITNESS_UNKNOWN -> true;
      default -> false;
    };
  }

  private static ScriptForm witness(int version, int length, byte[] script) {
    if (version == 0) {
      return length == 20 ? WITNESS_KEY_HASH : length == 32 ? WITNESS_SCRIPT_HASH : OTHER;
    }
    if (version == OP_1 && length == 32) {
      return TAPROOT;
    }
    return version == OP_1 && length == 2 && script[2] == 0x4e && script[3] == 0x73
        ? ANCHOR
        : WITNESS_UNKNOWN;
  }

  private static boolean isMultisig(byte[] script) {
    int n = script.length;
    if (n < 3 || (script[n - 1] & 0xFF) != CHECKMULTISIG) {
      return false;
    }
    int needed = script[0] & 0xFF;
    int keys = script[n - 2] & 0xFF;
    if (needed < OP_1 || needed > keys || keys > OP_3) {
      return false;
    }
    int at = 1;
    for (int i = OP_1; i <= keys; i++) {
      if (at >= n - 2 || !isKey(script, at)) {
        return false;
      }
      at += 1 + script[at];
    }
    return at == n - 2;
  }

  /** A push of a public key, by its length and first byte. */
  private static boolean isKey(byte[] script, int at) {
    int length = script[at] & 0xFF;
    if ((length != 33 && length != 65) || at + 1 + length > script.length) {
      return false;
    }
    int kind = script[at + 1];
    return length == 33 ? kind == 2 || kind == 3 : kind == 4 || kind == 6 || kind == 7;
  }

  private static boolean isNumber(int op) {
    return op >= OP_1 && op <= OP_16;
  }

  private static boolean starts(byte[] script, int... bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if ((script[i] & 0xFF) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean ends(byte[] script, int last2, int last) {
    return (script[script.length - 2] & 0xFF) == last2
        && (script[script.length - 1] & 0xFF) == last;
  }
}
