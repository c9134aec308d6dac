package org.patchbay.i2p;

import java.util.Arrays;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.NetworkAddress;

/** A destination with what makes it ours. Immutable; says nothing of itself but its address. */
final class PrivateKey {
  private final byte[] bytes;
  private final NetworkAddress address;

  private PrivateKey(byte[] bytes, NetworkAddress address) {
    this.bytes = bytes;
    this.address = address;
  }

  /**
   * Of what a router makes: the destination and the keys after it.
   *
   * @throws MalformedException when they are none
   */
  static PrivateKey of(byte[] bytes) throws MalformedException {
    int length = I2pDestination.length(bytes);
    if (bytes.length == length) {
      throw new MalformedException("a destination without its private keys");
    }
    return new PrivateKey(bytes.clone(), I2pDestination.address(Arrays.copyOf(bytes, length)));
  }

  /**
   * Of a text as a router writes it.
   *
   * @throws MalformedException when it is none
   */
  static PrivateKey parse(String text) throws MalformedException {
    return of(I2pDestination.decode(text));
  }

  byte[] bytes() {
    return bytes.clone();
  }

  /** For a router. */
  String text() {
    return I2pDestination.encode(bytes);
  }

  /** Where others reach whoever has it. */
  NetworkAddress address() {
    return address;
  }

  @Override
  public String toString() {
    return "key of " + address;
  }
}
