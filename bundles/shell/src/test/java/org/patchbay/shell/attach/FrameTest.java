package org.patchbay.shell.attach;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {
  private static final byte[] BYTES = {'O', 0, 0, 0, 3, 'a', 'b', 'c'};

  @Test
  void isOneByteOfKindFourOfLengthAndABody() throws IOException {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    Frame.write(Channels.newChannel(written), 'O', "xabcx".getBytes(), 1, 3);
    assertArrayEquals(BYTES, written.toByteArray());
  }

  @Test
  void comesTogetherFromSingleBytes() throws IOException {
    ReadableByteChannel slow = Channels.newChannel(new ByteArrayInputStream(BYTES));
    Frame frame = Frame.read(new OneByOne(slow));
    assertEquals('O', frame.kind());
    assertEquals("abc", frame.text());
    assertNull(Frame.read(new OneByOne(slow)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 5, 7})
  void aStreamThatBreaksOffWithinAFrameIsAnError(int length) {
    ByteArrayInputStream cut = new ByteArrayInputStream(BYTES, 0, length);
    assertThrows(IOException.class, () -> Frame.read(Channels.newChannel(cut)));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE, Frame.MAX + 1, Integer.MAX_VALUE})
  void aLengthOutOfRangeIsRefusedBeforeMemoryIsTaken(int length) {
    ByteBuffer head = ByteBuffer.allocate(5).put((byte) 'I').putInt(length);
    ByteArrayInputStream hostile = new ByteArrayInputStream(head.array());
    IOException refused =
        assertThrows(IOException.class, () -> Frame.read(Channels.newChannel(hostile)));
    assertEquals("a frame of " + length + " bytes (max 65536)", refused.getMessage());
  }

  /** Gives one byte a read. */
  private record OneByOne(ReadableByteChannel from) implements ReadableByteChannel {
    @Override
    public int read(ByteBuffer to) throws IOException {
      int limit = to.limit();
      to.limit(Math.min(limit, to.position() + 1));
      int count = from.read(to);
      to.limit(limit);
      return count;
    }

    @Override
    public boolean isOpen() {
      return from.isOpen();
    }

    @Override
    public void close() throws IOException {
      from.close();
    }
  }
}
