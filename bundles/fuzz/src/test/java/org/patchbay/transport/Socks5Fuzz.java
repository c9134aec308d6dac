package org.patchbay.transport;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import org.patchbay.api.transport.Destination;
import org.patchbay.api.transport.Opening;
import org.patchbay.fuzz.Allocation;
import org.patchbay.fuzz.Parts;

/**
 * What a SOCKS5 proxy answers, in one piece and in many: the same outcome, what is behind the last
 * answer is left for the peer, and what fails says what the proxy did.
 */
public final class Socks5Fuzz {
  private static final Destination TO = Destination.named("example.org", 8333);
  private static final long FIXED = 64 * 1024;
  private static final long EACH = 64;

  private Socks5Fuzz() {}

  /** Whether credentials are offered, how the answers are split, and the answers. */
  public static void fuzzerTestOneInput(byte[] input) {
    Parts parts = new Parts(input);
    boolean isolated = parts.next() % 2 == 1;
    byte[] steps = parts.piece();
    byte[] answers = parts.rest();
    String whole =
        Allocation.bounded(
            answers.length, FIXED, EACH, () -> told(isolated, answers, new byte[] {(byte) 255}));
    String split = told(isolated, answers, steps);
    if (!whole.equals(split)) {
      throw new AssertionError(whole + "\nbut in pieces\n" + split);
    }
  }

  /** What it says to the answers, how it ends, and how many bytes it leaves. */
  private static String told(boolean isolated, byte[] answers, byte[] steps) {
    Socks5 opening = new Socks5(TO, isolated ? Optional.of("0123456789") : Optional.empty());
    StringBuilder told = new StringBuilder();
    boolean goesOn = note(opening.begin(), told);
    int at = 0;
    for (int i = 0; goesOn && at < answers.length; i++) {
      int length = steps.length == 0 ? 1 : 1 + (steps[i % steps.length] & 0xff);
      int end = Math.min(answers.length, at + length);
      ByteBuffer in = ByteBuffer.wrap(answers, at, end - at);
      while (goesOn && in.hasRemaining()) {
        goesOn = note(opening.read(in), told);
        if (in.position() == at) {
          throw new AssertionError("nothing taken, at byte " + at);
        }
        at = in.position();
      }
    }
    return told.append(goesOn ? "" : answers.length - at + " left").toString();
  }

  /** Whether it goes on. */
  private static boolean note(Opening.Step step, StringBuilder told) {
    if (step instanceof Opening.Say say) {
      byte[] bytes = say.say().toCompletableFuture().join();
      told.append(HexFormat.of().formatHex(bytes)).append('\n');
      return true;
    } else if (step instanceof Opening.Failed failed) {
      if (!failed.reason().startsWith("the proxy ")) {
        throw new AssertionError(failed.reason());
      }
      told.append(failed).append(", ");
      return false;
    } else if (step instanceof Opening.Open open) {
      told.append(open).append(", ");
      return false;
    }
    return true;
  }
}
