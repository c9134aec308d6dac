package org.patchbay.wire.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.patchbay.wire.Any;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.WireReader;

/** What holds for each record of the catalogue (protocol-facts §5). */
class EveryMessageTest {
  private static final int ROUNDS = 100;

  static List<Kind> kinds() {
    return Kind.all();
  }

  @Test
  void theCatalogueIsComplete() {
    assertEquals(46, Kind.all().stream().map(Kind::command).distinct().count());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void roundTrip(Kind kind) throws MalformedException {
    Any any = new Any(kind.command().hashCode());
    for (int i = 0; i < ROUNDS; i++) {
      Message message = kind.any().apply(any);
      byte[] payload = Kind.write(message);
      Message read = kind.read(payload);

      assertEquals(message, read);
      assertEquals(message.hashCode(), read.hashCode());
      assertEquals(message.toString(), read.toString());
      assertArrayEquals(payload, Kind.write(read));
      assertEquals(kind.command(), read.command());
      assertTrue(kind.command().length() <= 12);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void cutShortAnywhere(Kind kind) throws MalformedException {
    Any any = new Any(~kind.command().hashCode());
    for (int i = 0; i < 4; i++) {
      Message message = kind.any().apply(any);
      byte[] payload = Kind.write(message);
      for (int length = 0; length < payload.length; length++) {
        byte[] prefix = Arrays.copyOf(payload, length);
        if (mayEndAt(message, length)) {
          kind.read(prefix);
        } else {
          int cut = length;
          MalformedException e =
              assertThrows(
                  MalformedException.class, () -> kind.read(prefix), () -> "cut at " + cut);
          assertEquals(MalformedException.Kind.MALFORMED, e.kind());
        }
      }
    }
  }

  /** The shorter forms of §5.1, and reject, whose last field takes what there is. */
  private static boolean mayEndAt(Message message, int length) {
    if (message instanceof Version version) {
      int agent = Kind.write(version).length - 5;
      return Set.of(46, 80, agent, agent + 4).contains(length);
    }
    if (message instanceof Reject reject) {
      return length >= Kind.write(reject).length - reject.data().length;
    }
    return message instanceof Pong || (message instanceof Ping && length == 0);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void moreBytesBehindAreIgnoredExceptInFeature(Kind kind) throws MalformedException {
    Any any = new Any(7 * kind.command().hashCode());
    Message message = kind.any().apply(any);
    byte[] payload = Kind.write(message);
    byte[] longer = Arrays.copyOf(payload, payload.length + 3);

    if (message instanceof Feature) {
      assertThrows(MalformedException.class, () -> kind.read(longer));
    } else if (!(message instanceof Reject)) {
      assertEquals(message, kind.read(longer));
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void twoRandomOnesDiffer(Kind kind) {
    Any any = new Any(kind.command().hashCode());
    Message first = kind.any().apply(any);
    Message second = kind.any().apply(any);

    assertEquals(Arrays.equals(Kind.write(first), Kind.write(second)), first.equals(second));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void fromAnyMemory(Kind kind) throws MalformedException {
    Message message = kind.any().apply(new Any(kind.command().hashCode()));
    byte[] payload = Kind.write(message);
    ByteBuffer within = ByteBuffer.allocate(payload.length + 7).put(5, payload);
    ByteBuffer direct = ByteBuffer.allocateDirect(payload.length + 7).put(5, payload);
    for (ByteBuffer memory : List.of(within, direct, within.asReadOnlyBuffer())) {
      ByteBuffer part = memory.position(5).limit(5 + payload.length);
      assertEquals(message, kind.reader().read(new WireReader(part)));
      assertEquals(5, part.position());
    }
    // What was read has left the buffer: it may be used again.
    Message read = kind.reader().read(new WireReader(within));
    Arrays.fill(within.array(), (byte) 0x55);
    assertEquals(message, read);
  }
}
