package org.patchbay.chain;

import java.util.Optional;
import org.patchbay.api.chain.Blocks;
import org.patchbay.wire.Network;

/** How many blocks are kept, as an operator says it. */
final class Keep {
  /** Fewest of the last blocks that a serving node keeps (protocol-facts §4.1, NETWORK_LIMITED). */
  static final int LEAST = 288;

  private Keep() {}

  /**
   * A number of blocks, {@link Blocks#ALL}, or 0.
   *
   * @param text {@code auto}, {@code all}, {@code none}, or a number from {@link #LEAST}
   * @throws IllegalArgumentException for anything else
   */
  static int of(String text, Network network) {
    switch (text.strip()) {
      case "auto":
        return network == Network.REGTEST ? Blocks.ALL : LEAST;
      case "all":
        return Blocks.ALL;
      case "none":
        return 0;
      default:
        return number(text.strip());
    }
  }

  /** Why a text is none of them; empty when it is one. */
  static Optional<String> refusal(String text) {
    try {
      of(text, Network.REGTEST);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static int number(String text) {
    try {
      int number = Integer.parseInt(text);
      if (number >= LEAST) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(wrong(text), e);
    }
    throw new IllegalArgumentException(wrong(text));
  }

  private static String wrong(String text) {
    return "keep \"" + text + "\" (auto, all, none, or a number from " + LEAST + ")";
  }
}
