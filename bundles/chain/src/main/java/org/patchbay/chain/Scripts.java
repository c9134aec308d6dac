package org.patchbay.chain;

import java.util.Arrays;

/**
 * Scripts seen lately, so that equal ones are one array: most outputs of a wallet have one of a few
 * scripts, which are then a third of what a coin takes. Bounded. Confined to the chain lane.
 */
final class Scripts {
  private static final int SLOTS = 1 << 12;
  private static final int LONGEST = 100;

  private final byte[][] known = new byte[SLOTS][];

  byte[] shared(byte[] script) {
    if (script.length > LONGEST) {
      return script;
    }
    int hash = Arrays.hashCode(script);
    int slot = (hash ^ hash >>> 16) & SLOTS - 1;
    byte[] other = known[slot];
    if (other != null && Arrays.equals(other, script)) {
      return other;
    }
    known[slot] = script;
    return script;
  }
}
