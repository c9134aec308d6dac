package org.patchbay.transport;

import java.nio.ByteBuffer;
import org.patchbay.api.codec.MessageCodec;
import org.patchbay.api.transport.Arrival;
import org.patchbay.api.transport.Arrival.Flaw;
import org.patchbay.api.transport.Tap;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.message.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes arrivals of payloads, whatever they were wrapped in. Confined to the event loop. */
final class Delivery {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

  private final MessageCodec codec;
  private final Sink sink;

  /**
   * @param sink gets what has arrived, in order
   */
  Delivery(MessageCodec codec, Sink sink) {
    this.codec = codec;
    this.sink = sink;
  }

  int maxPayload(String command) {
    return codec.maxPayload(command);
  }

  static String tooLong(String command, int length, int cap) {
    return "length " + length + " (max " + cap + ") in \"" + command + "\"";
  }

  void payload(String command, byte[] bytes, int at, int length, int wireBytes, long now) {
    Tap tap = sink.tap();
    if (tap != null) {
      tap.received(command, ByteBuffer.wrap(bytes, at, length));
    }
    try {
      Message message = codec.decode(command, ByteBuffer.wrap(bytes, at, length));
      sink.accept(new Arrival.Received(message, wireBytes, now));
    } catch (MalformedException e) {
      rejected(command, flaw(e), e.getMessage(), wireBytes, now);
    } catch (RuntimeException e) {
      // A bug of the codec costs the message, as a malformed one does, and not the connection.
      LOG.warn("codec {} failed on \"{}\" of {} bytes", codec.name(), command, length, e);
      rejected(command, Flaw.PAYLOAD, "codec: " + e, wireBytes, now);
    }
  }

  void rejected(String command, Flaw flaw, String detail, int wireBytes, long now) {
    sink.accept(new Arrival.Rejected(command, flaw, detail, wireBytes, now));
  }

  private static Flaw flaw(MalformedException e) {
    return e.kind() == MalformedException.Kind.TOO_MANY ? Flaw.TOO_MANY : Flaw.PAYLOAD;
  }
}
