package org.patchbay.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Protocol-facts §2. */
class V1FrameTest {
  private static final int MAGIC = Network.MAIN.magic();

  @Test
  void writtenAndParsedBehindOtherBytes() {
    ByteBuffer payload = ByteBuffer.wrap(new byte[] {9, 9, 1, 2, 3}).position(2);
    ByteBuffer out = ByteBuffer.allocate(40).putLong(0);
    V1Frame.writeHeader(out, MAGIC, "filterclear!", payload);

    assertEquals(32, out.position());
    assertEquals(ByteOrder.BIG_ENDIAN, out.order());
    assertEquals(2, payload.position());
    ByteBuffer in = out.position(8).asReadOnlyBuffer();
    int checksum = Bytes.i32(Sha256.doubleHash(new byte[] {1, 2, 3}, 0, 3), 0);
    assertEquals(new V1Frame.Header("filterclear!", 3, checksum), V1Frame.parse(in, MAGIC));
    assertEquals(8, in.position());
    assertEquals(
        new V1Frame.Bad("magic f9beb4d9 (ours 0b110907)"), V1Frame.parse(in, Network.TEST.magic()));
  }

  @Test
  void commandsTooLongAreNotWritten() {
    ByteBuffer out = ByteBuffer.allocate(24);

    assertThrows(
        IllegalArgumentException.class,
        () -> V1Frame.writeHeader(out, MAGIC, "thirteenchars", 0, 0));
    assertEquals(0, out.position());
  }

  @ParameterizedTest
  @CsvSource({"4000000,true", "4000001,false", "-1,false", "-2147483648,false", "0,true"})
  void lengths(int length, boolean follows) {
    ByteBuffer out = ByteBuffer.allocate(24);
    V1Frame.writeHeader(out, MAGIC, "inv", length, 0);
    String most = "length " + (length & 0xFFFFFFFFL) + " (max 4000000) in \"inv\"";
    V1Frame.Parsed expected =
        follows ? new V1Frame.Header("inv", length, 0) : new V1Frame.Bad(most);

    assertEquals(expected, V1Frame.parse(out.flip(), MAGIC));
  }

  @ParameterizedTest
  @CsvSource({
    "696e76000000000000000000,inv",
    "696e76002000000000000000,''",
    "696e76000000000000000001,''",
    "696e7f000000000000000000,''",
    "696e1f000000000000000000,''",
    "69ff76000000000000000000,''",
    "202020202020202020202020,'            '",
    "7e2020202020202020202020,'~           '",
    "000000000000000000000000,''",
  })
  void commandFields(String field, String command) {
    ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(field));

    assertEquals(command, V1Frame.command(bytes, 0));
  }
}
