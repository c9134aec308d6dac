package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.patchbay.wire.message.FeeFilter;
import org.patchbay.wire.message.Ping;
import org.patchbay.wire.message.SendAddrV2;

/** As bitcoind counts the same messages when it receives them. */
class FrameSizesTest {
  @Test
  void plainAndEncryptedFramesDiffer() {
    assertEquals(32, FrameSizes.of(new Ping(1), "ping", "v1"));
    assertEquals(29, FrameSizes.of(new Ping(1), "ping", "v2"));
    assertEquals(29, FrameSizes.of(new FeeFilter(1), "feefilter", "v2"));
    assertEquals(24, FrameSizes.of(SendAddrV2.INSTANCE, "sendaddrv2", "v1"));
    assertEquals(33, FrameSizes.of(SendAddrV2.INSTANCE, "sendaddrv2", "v2"));
  }
}
