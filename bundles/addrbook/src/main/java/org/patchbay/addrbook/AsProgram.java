package org.patchbay.addrbook;

import java.util.ArrayDeque;
import java.util.Deque;
import org.patchbay.wire.MalformedException;

/**
 * The instructions of an ASMap (protocol-facts §9.7). Confined to one call.
 *
 * <p>Bits of the program count from the lowest of each byte, those of an address from the highest.
 */
final class AsProgram {
  private static final int[] KINDS = {0, 0, 1};
  private static final int[] NUMBERS = {15, 16, 17, 18, 19, 20, 21, 22, 23, 24};
  private static final int[] MATCHES = {1, 2, 3, 4, 5, 6, 7, 8};
  private static final int[] JUMPS = between(5, 30);
  private static final int WHOLE_MATCH = 8;
  private static final int MOST_PADDING = 7;

  private static final int RETURN = 0;
  private static final int JUMP = 1;
  private static final int MATCH = 2;
  private static final int DEFAULT = 3;

  /** Where a jump leads, and how many bits of the address are left there. */
  private record Target(long at, int left) {}

  private final byte[] program;
  private final long end;
  private long at;

  private AsProgram(byte[] program) {
    this.program = program;
    this.end = program.length * 8L;
  }

  private static int[] between(int first, int last) {
    int[] all = new int[last - first + 1];
    for (int i = 0; i < all.length; i++) {
      all[i] = first + i;
    }
    return all;
  }

  static long run(byte[] program, byte[] address) throws MalformedException {
    AsProgram run = new AsProgram(program);
    int used = 0;
    long otherwise = 0;
    while (true) {
      switch (run.number(0, KINDS)) {
        case RETURN -> {
          return run.number(1, NUMBERS);
        }
        case JUMP -> {
          long jump = run.number(17, JUMPS);
          run.at += bit(address, used++) ? jump : 0;
        }
        case MATCH -> {
          int match = run.number(2, MATCHES);
          for (int i = length(match) - 1; i >= 0; i--) {
            if (bit(address, used++) != ((match >> i & 1) == 1)) {
              return otherwise;
            }
          }
        }
        default -> otherwise = run.number(1, NUMBERS);
      }
    }
  }

  /** Throws, naming the bit, unless the program is one that its author can have meant. */
  static void check(byte[] program, int addressBits) throws MalformedException {
    AsProgram checked = new AsProgram(program);
    try {
      checked.check(addressBits);
    } catch (MalformedException flaw) {
      throw new MalformedException("at bit " + checked.at + ": " + flaw.getMessage());
    }
  }

  private void check(int addressBits) throws MalformedException {
    Deque<Target> jumps = new ArrayDeque<>();
    int left = addressBits;
    int before = JUMP;
    boolean partMatched = false;
    while (true) {
      demand(jumps.isEmpty() || at < jumps.peek().at, "a jump leads into an instruction");
      int kind = number(0, KINDS);
      switch (kind) {
        case RETURN -> {
          demand(before != DEFAULT, "RETURN after DEFAULT");
          number(1, NUMBERS);
          if (jumps.isEmpty()) {
            checkPadding();
            return;
          }
          demand(at == jumps.peek().at, "code that nothing reaches");
          left = jumps.pop().left;
          before = JUMP;
          continue;
        }
        case JUMP -> {
          long target = number(17, JUMPS);
          target += at;
          demand(target <= end, "a jump beyond the end");
          demand(left > 0, "more bits than an address has");
          left--;
          demand(jumps.isEmpty() || target < jumps.peek().at, "jumps that cross");
          jumps.push(new Target(target, left));
        }
        case MATCH -> {
          int length = length(number(2, MATCHES));
          partMatched &= before == MATCH;
          demand(length == WHOLE_MATCH || !partMatched, "two short MATCH in a row");
          partMatched = length < WHOLE_MATCH;
          demand(left >= length, "more bits than an address has");
          left -= length;
        }
        default -> {
          demand(before != DEFAULT, "DEFAULT after DEFAULT");
          number(1, NUMBERS);
        }
      }
      before = kind;
    }
  }

  private void checkPadding() throws MalformedException {
    demand(end - at <= MOST_PADDING, end - at + " bits of padding (max 7)");
    while (at < end) {
      demand(!next(), "padding that is not zero");
    }
  }

  private static void demand(boolean met, String flaw) throws MalformedException {
    if (!met) {
      throw new MalformedException(flaw);
    }
  }

  /** A number: as many ones as its class, a zero unless that is the last class, its low bits. */
  private int number(int least, int[] classes) throws MalformedException {
    long value = least;
    int of = 0;
    while (of < classes.length - 1 && next()) {
      value += 1L << classes[of++];
    }
    for (int i = classes[of] - 1; i >= 0; i--) {
      value += next() ? 1L << i : 0;
    }
    return (int) value;
  }

  private boolean next() throws MalformedException {
    demand(at < end, "the program ends within an instruction");
    boolean bit = (program[(int) (at >> 3)] >> (at & 7) & 1) == 1;
    at++;
    return bit;
  }

  private static boolean bit(byte[] address, int number) throws MalformedException {
    demand(number < address.length * 8, "more bits than an address has");
    return (address[number >> 3] >> (7 - (number & 7)) & 1) == 1;
  }

  /** A match is a leading one and the bits after it. */
  private static int length(int match) {
    return 31 - Integer.numberOfLeadingZeros(match);
  }
}
