package org.patchbay.wire.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.wire.Any;
import org.patchbay.wire.MalformedException;

/** Damaged payloads: refused or read, never anything else, and never at more than their price. */
class FuzzTest {
  private static final int ITERATIONS = 150_000;

  /** A prefix that declares the greatest legal length, and two that declare more. */
  private static final byte[][] GREEDY = {
    HexFormat.of().parseHex("fe00000002"),
    HexFormat.of().parseHex("feffffffff"),
    HexFormat.of().parseHex("ffffffffffffffffff"),
    HexFormat.of().parseHex("fdffff"),
  };

  private record Seed(Kind kind, byte[] payload) {}

  @Test
  void onlyMalformedExceptionsEscape() {
    Any any = new Any(20);
    List<Seed> seeds = new ArrayList<>();
    for (Kind kind : Kind.all()) {
      for (int i = 0; i < 20; i++) {
        seeds.add(new Seed(kind, Kind.write(kind.any().apply(any))));
      }
    }
    int read = 0;
    for (int i = 0; i < ITERATIONS; i++) {
      Seed seed = seeds.get(i % seeds.size());
      byte[] payload = seed.payload();
      for (int n = 1 + any.below(3); n > 0; n--) {
        payload = damaged(payload, any);
      }
      read += survives(seed.kind(), payload) ? 1 : 0;
    }
    assertTrue(read > ITERATIONS / 10 && read < ITERATIONS * 9 / 10, read + " read");
  }

  private static boolean survives(Kind kind, byte[] payload) {
    long before = allocated();
    try {
      Message message = kind.read(payload);
      byte[] written = Kind.write(message);
      assertEquals(message, kind.read(written));
      assertArrayEquals(written, Kind.write(kind.read(written)));
      return true;
    } catch (MalformedException e) {
      long spent = allocated() - before;
      assertTrue(
          spent < 1_000_000 + 40L * payload.length,
          () -> spent + " bytes allocated to refuse " + payload.length + " in " + kind);
      return false;
    } catch (RuntimeException e) {
      throw new AssertionError(kind + " " + HexFormat.of().formatHex(payload), e);
    }
  }

  private static byte[] damaged(byte[] from, Any any) {
    int at = any.below(from.length + 1);
    return switch (any.below(6)) {
      case 0 -> Arrays.copyOf(from, at);
      case 1 -> spliced(from, at, 0, any.upTo(8));
      case 2 -> spliced(from, at, Math.min(from.length - at, any.below(9)), new byte[0]);
      case 3 -> spliced(from, at, Math.min(from.length - at, 1), GREEDY[any.below(GREEDY.length)]);
      case 4 -> spliced(from, at, Math.min(from.length - at, 1), any.bytes(1));
      default -> {
        byte[] flipped = from.clone();
        if (at < from.length) {
          flipped[at] ^= (byte) (1 << any.below(8));
        }
        yield flipped;
      }
    };
  }

  private static byte[] spliced(byte[] from, int at, int removed, byte[] inserted) {
    byte[] result = Arrays.copyOf(from, from.length - removed + inserted.length);
    System.arraycopy(inserted, 0, result, at, inserted.length);
    int rest = at + removed;
    System.arraycopy(from, rest, result, at + inserted.length, from.length - rest);
    return result;
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }
}
