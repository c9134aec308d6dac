package org.patchbay.api.log;

import java.util.regex.Pattern;
import org.patchbay.wire.NetworkAddress;

/**
 * Where somebody else is, as an argument of a log line: {@code (ipv4 address)} unless the operator
 * wants addresses. Immutable.
 */
public final class HiddenAddress implements Discreet {
  /** IPv4, IPv6, Tor and I2P, with a port or range or without. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "/?(?:\\[?(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f.]{0,15}(?:%\\w{1,20})?]?"
              + "|\\b\\d{1,3}(?:\\.\\d{1,3}){3}"
              + "|\\b[a-z2-7]{16,60}\\.(?:onion|b32\\.i2p))(?:[:/]\\d{1,5})?\\b");

  private final Object address;
  private final boolean alone;

  private HiddenAddress(Object address, boolean alone) {
    this.address = address;
    this.alone = alone;
  }

  /**
   * Hides an address.
   *
   * @param address whose text is that address; it may be null
   */
  public static HiddenAddress of(Object address) {
    return new HiddenAddress(address, true);
  }

  /**
   * Hides what looks like an address within what somebody else says, as the reason of a failure.
   *
   * @param words whose text may name addresses
   */
  public static HiddenAddress within(Object words) {
    return new HiddenAddress(words, false);
  }

  @Override
  public String open() {
    return String.valueOf(address);
  }

  @Override
  public String toString() {
    if (!alone) {
      return ADDRESS.matcher(String.valueOf(address)).replaceAll("(address)");
    }
    return address instanceof NetworkAddress known
        ? "(" + known.network().label() + " address)"
        : "(address)";
  }
}
