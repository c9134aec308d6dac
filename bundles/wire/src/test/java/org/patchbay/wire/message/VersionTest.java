package org.patchbay.wire.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.WireReader;

/** The shorter forms of old and odd nodes (protocol-facts §5.1). */
class VersionTest {
  private static final NetworkAddress US = NetworkAddress.parse("1.2.3.4:8333");
  private static final NetworkAddress THEM = NetworkAddress.parse("[2a01::1]:18333");
  private static final NetworkAddress NOBODY = NetworkAddress.ofLegacy(new byte[16], 0);

  @ParameterizedTest
  @CsvSource({
    "46,false,false,false,false",
    "80,true,false,false,false",
    "83,true,true,false,false",
    "87,true,true,true,false",
    "88,true,true,true,true"
  })
  void groups(int length, boolean sender, boolean agent, boolean height, boolean relay)
      throws MalformedException {
    Version full = new Version(70001, 5, 1700000000, 1, US, 9, THEM, 77, "/x", 800000, false);
    byte[] payload = Arrays.copyOf(Kind.write(full), length);
    Version expected =
        new Version(
            70001,
            5,
            1700000000,
            1,
            US,
            sender ? 9 : 0,
            sender ? THEM : NOBODY,
            sender ? 77 : 1,
            agent ? "/x" : "",
            height ? 800000 : -1,
            !relay);

    assertEquals(expected, Version.read(new WireReader(payload)));
  }

  @Test
  void aTimeBeforeTheEpochIsTheEpoch() throws MalformedException {
    Version early = new Version(70017, 0, -5, 0, US, 0, US, 1, "", 0, true);

    assertEquals(0, Version.read(new WireReader(Kind.write(early))).time());
  }
}
