package org.patchbay.i2p;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.patchbay.api.transport.Opening;
import org.patchbay.api.transport.Opening.Step;
import org.patchbay.fuzz.Allocation;
import org.patchbay.fuzz.Parts;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.NetworkAddress;

/**
 * What a router says on any of its sockets: taken or refused with a reason that can be printed and
 * holds no key, at a bounded price, and the same however its bytes are cut.
 */
public final class SamFuzz {
  private static final long FIXED = 64 * 1024;
  private static final long EACH = 512;
  private static final int MOST_REASON = 600;
  private static final NetworkAddress PEER = NetworkAddress.of(NetworkAddress.I2P, new byte[32], 0);
  private static final byte[] HELLO =
      "HELLO REPLY RESULT=OK VERSION=3.1\n".getBytes(StandardCharsets.US_ASCII);

  private SamFuzz() {}

  /** The first byte chooses the script, the second whether the version is settled. */
  public static void fuzzerTestOneInput(byte[] input) {
    Parts parts = new Parts(input);
    int script = parts.next() % 5;
    boolean greeted = parts.next() % 2 == 1;
    int size = 1 + parts.next();
    byte[] bytes = parts.rest();
    if (script == 4) {
      reply(bytes);
      return;
    }
    Step whole =
        Allocation.bounded(
            bytes.length, FIXED, EACH, () -> told(script, greeted, bytes, bytes.length));
    Step cut = told(script, greeted, bytes, size);
    if (!same(whole, cut)) {
      throw new AssertionError(whole + " whole, " + cut + " in pieces of " + size);
    }
    if (whole instanceof Opening.Failed failed && !failed.reason().matches("[ -~]{1,600}")) {
      throw new AssertionError("not for people (max " + MOST_REASON + "): " + failed.reason());
    }
  }

  private static boolean same(Step one, Step other) {
    return one instanceof Opening.Say ? other instanceof Opening.Say : one.equals(other);
  }

  /** The last step. */
  private static Step told(int script, boolean greeted, byte[] bytes, int size) {
    Opening talk = new SamTalk(script(script));
    Step last = talk.begin();
    if (greeted) {
      last = talk.read(ByteBuffer.wrap(HELLO));
    }
    for (int from = 0; from < bytes.length; from += size) {
      ByteBuffer in = ByteBuffer.wrap(bytes, from, Math.min(size, bytes.length - from));
      while (in.hasRemaining()) {
        int before = in.remaining();
        Step step = talk.read(in);
        if (step instanceof Opening.Open || step instanceof Opening.Failed) {
          return step;
        }
        if (before == in.remaining()) {
          throw new AssertionError("nothing taken of " + before + " bytes");
        }
        last = step instanceof Opening.More ? last : step;
      }
    }
    return last;
  }

  private static SamTalk.Script script(int number) {
    Listener listener = new Listener();
    return switch (number) {
      case 0 -> new StreamConnect("abc", PEER, listener);
      case 1 -> new StreamAccept("abc", listener);
      case 2 -> SessionCreate.lasting("abc", Optional.empty(), listener);
      default -> SessionCreate.passing("abc", listener);
    };
  }

  private static void reply(byte[] bytes) {
    String line = new String(bytes, StandardCharsets.UTF_8);
    try {
      SamReply reply = Allocation.bounded(bytes.length, FIXED, EACH, () -> SamReply.parse(line));
      if (reply.values().size() > SamReply.MOST_VALUES) {
        throw new AssertionError(reply.values().size() + " keys");
      }
      reply.get("DESTINATION").ifPresent(SamFuzz::key);
    } catch (MalformedException refused) {
      if (refused.getMessage().isEmpty()) {
        throw new AssertionError("without a reason", refused);
      }
    }
  }

  private static void key(String text) {
    try {
      byte[] bytes = I2pDestination.decode(text);
      PrivateKey key = PrivateKey.of(bytes);
      if (!Arrays.equals(bytes, PrivateKey.parse(key.text()).bytes())) {
        throw new AssertionError("another key when it is written and read again");
      }
    } catch (MalformedException refused) {
      if (refused.getMessage().contains(text) && text.length() > 20) {
        throw new AssertionError("a key is shown", refused);
      }
    }
  }

  private static final class Listener
      implements StreamConnect.Listener, StreamAccept.Listener, SessionCreate.Listener {
    @Override
    public void reached() {}

    @Override
    public void waiting() {}

    @Override
    public void came() {}

    @Override
    public void broken(String reason) {
      if (!reason.matches("[ -~]{1,600}")) {
        throw new AssertionError("not for people: " + reason);
      }
    }

    @Override
    public CompletionStage<Void> keep(PrivateKey made) {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void stands(PrivateKey ours) {}
  }
}
