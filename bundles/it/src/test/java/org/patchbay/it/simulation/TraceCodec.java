package org.patchbay.it.simulation;

import java.nio.ByteBuffer;
import java.util.function.BiConsumer;
import org.patchbay.api.codec.MessageCodec;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.message.Message;

/** Tells of every message that is put on the wire, and leaves the work to another codec. */
record TraceCodec(MessageCodec codec, BiConsumer<String, ByteBuffer> trace)
    implements MessageCodec {
  @Override
  public String name() {
    return codec.name();
  }

  @Override
  public int maxPayload(String command) {
    return codec.maxPayload(command);
  }

  @Override
  public Message decode(String command, ByteBuffer payload) throws MalformedException {
    return codec.decode(command, payload);
  }

  @Override
  public ByteBuffer encode(Message message) {
    ByteBuffer payload = codec.encode(message);
    trace.accept(message.command(), payload.duplicate());
    return payload;
  }
}
