package org.patchbay.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Protocol-facts §1.2. */
class CompactSizeTest {
  @ParameterizedTest
  @CsvSource({
    "0,00",
    "252,fc",
    "253,fdfd00",
    "65535,fdffff",
    "65536,fe00000100",
    "4294967295,feffffffff",
    "4294967296,ff0000000001000000",
    "-1,ffffffffffffffffff",
  })
  void everyBoundary(long value, String encoded) throws MalformedException {
    WireWriter out = new WireWriter();
    out.compactSize(value);

    assertEquals(encoded, HexFormat.of().formatHex(out.toBytes()));
    assertEquals(out.size(), CompactSize.sizeOf(value));
    assertEquals(value, CompactSize.read(reader(encoded)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fdfc00",
        "fd0000",
        "feffff0000",
        "ffffffffff00000000",
        "fd",
        "fdff",
        "fe000001",
        ""
      })
  void notMinimalOrCutShort(String encoded) {
    assertThrows(MalformedException.class, () -> CompactSize.read(reader(encoded)));
  }

  @Test
  void lengthsHaveACeiling() throws MalformedException {
    assertEquals(CompactSize.MAX_LENGTH, CompactSize.readLength(reader("fe00000002")));
    assertThrows(MalformedException.class, () -> CompactSize.readLength(reader("fe01000002")));
    assertThrows(
        MalformedException.class, () -> CompactSize.readLength(reader("ffffffffffffffffff")));
  }

  private static WireReader reader(String hex) {
    return new WireReader(HexFormat.of().parseHex(hex));
  }
}
