package org.patchbay.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;
import org.patchbay.wire.Network;
import org.patchbay.wire.message.Unknown;

class FrameWriterTest {
  private static final int ROOM = 100;

  @Test
  void aParkedPayloadGoesOnWhereItWas() {
    byte[] payload = new byte[1000];
    for (int i = 0; i < payload.length; i++) {
      payload[i] = (byte) (i * 7);
    }
    Unknown message = new Unknown("large", payload);

    assertArrayEquals(written(message, false), written(message, true));
  }

  /** The frame in small pieces, the payload let go between any two of them or kept. */
  private static byte[] written(Unknown message, boolean parking) {
    FrameWriter frames = new FrameWriter(Network.REGTEST.magic(), new TestCodec(), new Scratch());
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] out = new byte[ROOM];
    all.write(out, 0, frames.begin(message, out, 0));
    while (frames.midway()) {
      if (parking) {
        frames.park();
      }
      all.write(out, 0, frames.proceed(out, 0));
    }
    assertFalse(frames.midway());
    return all.toByteArray();
  }
}
