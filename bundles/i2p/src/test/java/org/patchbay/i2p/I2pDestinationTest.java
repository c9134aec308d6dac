package org.patchbay.i2p;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.Sha256;

/** Destinations, and the keys that make one ours. */
class I2pDestinationTest {
  private static String flaw(String text) {
    return assertThrows(MalformedException.class, () -> I2pDestination.address(text)).getMessage();
  }

  @Test
  void theAddressIsTheHashOfTheDestination() throws MalformedException {
    byte[] destination = Arrays.copyOf(Keys.bytes(1), 391);
    NetworkAddress address = I2pDestination.address(Keys.destination(1));
    assertArrayEquals(Sha256.hash(destination), address.bytes());
    assertEquals(NetworkAddress.I2P, address.id());
    assertEquals(0, address.port());
    assertTrue(address.host().endsWith(".b32.i2p"));
    assertEquals(address, Keys.key(1).address(), "whose private keys follow");
  }

  @Test
  void theAlphabetIsThatOfI2p() throws MalformedException {
    byte[] bytes = {(byte) 0xFB, (byte) 0xFF, (byte) 0xFE};
    assertEquals("-~~-", I2pDestination.encode(bytes));
    assertArrayEquals(bytes, I2pDestination.decode("-~~-"));
    for (String wrong : new String[] {"+~~-", "-//-", "-~ -", "-", "\u00e9~~-"}) {
      assertThrows(MalformedException.class, () -> I2pDestination.decode(wrong), wrong);
    }
  }

  @Test
  void aDestinationHasItsOwnLength() {
    byte[] bytes = Keys.bytes(1);
    assertEquals("a destination of 0 bytes (at least 387)", flaw(""));
    assertEquals(
        "a destination of 390 bytes (its own length is 391)",
        flaw(I2pDestination.encode(Arrays.copyOf(bytes, 390))));
    assertEquals(
        "a destination of 392 bytes (its own length is 391)",
        flaw(I2pDestination.encode(Arrays.copyOf(bytes, 392))));
  }

  @Test
  void aKeyIsMoreThanADestinationAndIsNotShown() throws MalformedException {
    PrivateKey key = Keys.key(2);
    assertArrayEquals(Keys.bytes(2), key.bytes());
    assertArrayEquals(Keys.bytes(2), PrivateKey.parse(key.text()).bytes());
    assertFalse(key.toString().contains(key.text().substring(0, 20)));
    assertThrows(MalformedException.class, () -> PrivateKey.parse(Keys.destination(2)));
    assertThrows(MalformedException.class, () -> PrivateKey.of(new byte[386]));
    byte[] longer = new byte[500];
    Arrays.fill(longer, (byte) 0xFF);
    assertThrows(MalformedException.class, () -> PrivateKey.of(longer));
  }
}
