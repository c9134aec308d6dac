package org.patchbay.rpc;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.patchbay.api.rpc.RpcMethod;
import org.patchbay.api.rpc.Shape;
import org.patchbay.fuzz.Allocation;
import org.patchbay.fuzz.Parts;
import org.patchbay.sim.VirtualLoop;

/**
 * A caller's bytes in one piece and in many: the same replies, and no more memory. Bodies besides:
 * what is read and written again is the same.
 */
public final class RpcFuzz {
  private static final long FIXED = 512 * 1024;
  private static final long EACH = 1024;
  private static final int MAX_BODY = 1 << 20;
  private static final SocketAddress CALLER = new InetSocketAddress("127.0.0.1", 1);
  private static final String PROOF =
      "Basic " + Base64.getEncoder().encodeToString("u:p".getBytes(StandardCharsets.US_ASCII));
  private static final Terms TERMS =
      new Terms(
          new Credentials(List.of(Credentials.Entry.of("u", "p", new byte[16]))),
          Whitelist.OPEN,
          new Guests(List.of()),
          MAX_BODY,
          Duration.ofHours(1), // Longer than the pieces of any input take.
          64,
          16);

  private RpcFuzz() {}

  /** How it is split and what it is, then a body, or whole requests. */
  public static void fuzzerTestOneInput(byte[] input) {
    Parts parts = new Parts(input);
    byte[] steps = parts.piece();
    boolean raw = parts.next() % 2 == 0;
    byte[] rest = parts.rest();
    roundTrip(rest);
    byte[] bytes = raw ? rest : request(rest);
    byte[] whole = Allocation.bounded(bytes.length, FIXED, EACH, () -> said(bytes, new byte[0]));
    byte[] split = said(bytes, steps);
    if (!Arrays.equals(whole, split)) {
      throw new AssertionError(
          "in one piece:\n%s\nin many:\n%s".formatted(text(whole), text(split)));
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static byte[] request(byte[] body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        "POST / HTTP/1.1\r\nAuthorization: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(PROOF, body.length)
            .getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(body);
    return out.toByteArray();
  }

  private static void roundTrip(byte[] body) {
    Object value;
    try {
      value = Allocation.bounded(body.length, FIXED, EACH, () -> JsonReader.read(body));
    } catch (IOException refused) {
      return;
    }
    StringBuilder text = new StringBuilder();
    JsonWriter.write(text, value, Integer.MAX_VALUE);
    try {
      Object again = JsonReader.read(text.toString().getBytes(StandardCharsets.UTF_8));
      if (!String.valueOf(value).equals(String.valueOf(again))) {
        throw new AssertionError(value + " became " + again);
      }
    } catch (IOException e) {
      throw new AssertionError("what was written cannot be read: " + text, e);
    }
  }

  /** All that the server says to these bytes. */
  private static byte[] said(byte[] bytes, byte[] steps) {
    EmbeddedChannel channel =
        new EmbeddedChannel(HttpDoor.codec(), new HttpConversation(bench())) {
          @Override
          protected SocketAddress remoteAddress0() {
            return CALLER;
          }
        };
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int at = 0;
    for (int i = 0; at < bytes.length && channel.isActive(); i++) {
      int step = i < steps.length ? 1 + (steps[i] & 0xff) : bytes.length - at;
      int end = Math.min(bytes.length, at + step);
      channel.writeInbound(Unpooled.copiedBuffer(bytes, at, end - at));
      while (waited(channel, out)) {
        // Each wrong password holds up what follows it by a wait of its own.
      }
      at = end;
    }
    channel.finishAndReleaseAll();
    return out.toByteArray();
  }

  /** Lets a second pass, longer than a wrong password waits; whether anything was said in it. */
  private static boolean waited(EmbeddedChannel channel, ByteArrayOutputStream out) {
    channel.advanceTimeBy(1, java.util.concurrent.TimeUnit.SECONDS);
    channel.runPendingTasks();
    channel.runScheduledPendingTasks();
    int before = out.size();
    for (ByteBuf reply = channel.readOutbound(); reply != null; reply = channel.readOutbound()) {
      byte[] piece = new byte[reply.readableBytes()];
      reply.readBytes(piece);
      reply.release();
      out.writeBytes(piece);
    }
    return out.size() > before;
  }

  private static Bench bench() {
    VirtualLoop loop = new VirtualLoop(1);
    MethodTable methods = new MethodTable();
    ActiveCalls active = new ActiveCalls(loop::now);
    methods.add(new ControlMethods(methods, active, loop, () -> {}), Map.of());
    methods.add(
        () ->
            List.of(
                RpcMethod.named("fail", "test")
                    .returns(Shape.none())
                    .answers(
                        call -> {
                          throw new IllegalStateException("a bug");
                        })),
        Map.of());
    return new Bench(
        new Dispatch(methods, Optional::empty, active),
        Runnable::run,
        () -> 0,
        () -> "Thu, 01 Jan 1970 00:00:00 GMT",
        TERMS);
  }
}
