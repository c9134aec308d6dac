package org.patchbay.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.wire.message.Headers;

class RealHeadersTest {
  @ParameterizedTest
  @CsvSource({"mainnet-0-10236,MAIN,10237", "signet,SIGNET,2016"})
  void chained(String file, Network network, int count) throws MalformedException {
    byte[] raw = Data.bytes("headers/" + file + ".bin");
    WireReader in = new WireReader(raw);
    BlockHeader first = BlockHeader.read(in);
    assertEquals(network.genesis(), first);
    BlockHeader last = first;
    int read = 1;
    while (in.remaining() > 0) {
      BlockHeader header = BlockHeader.read(in);
      assertEquals(last.hash(), header.previous());
      assertTrue(header.meetsOwnTarget());
      assertEquals(BlockHeader.of(raw, read * BlockHeader.SIZE, header.hash()), header);
      last = header;
      read++;
    }
    assertEquals(count, read);
  }

  @ParameterizedTest
  @CsvSource("mainnet-0-10236")
  void asMessage(String file) throws MalformedException {
    byte[] raw = Data.bytes("headers/" + file + ".bin");
    Headers headers =
        new Headers(
            IntStream.range(0, 2000)
                .mapToObj(i -> BlockHeader.of(raw, i * BlockHeader.SIZE))
                .toList());
    WireWriter out = new WireWriter();
    headers.write(out);
    Headers read = Headers.read(new WireReader(out.toBytes()));

    assertEquals(headers, read);
    assertArrayEquals(
        Arrays.copyOfRange(raw, 1999 * 80, 2000 * 80), read.headers().get(1999).toBytes());
    byte[] flipped = Arrays.copyOf(raw, BlockHeader.SIZE);
    flipped[40] ^= 1;
    assertFalse(BlockHeader.of(flipped, 0).meetsOwnTarget());
  }
}
