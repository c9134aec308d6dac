package org.patchbay.transport;

import java.nio.ByteBuffer;
import org.patchbay.api.codec.MessageCodec;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;
import org.patchbay.wire.message.Inv;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.Ping;
import org.patchbay.wire.message.Pong;
import org.patchbay.wire.message.Unknown;
import org.patchbay.wire.message.Verack;
import org.patchbay.wire.message.Version;

/** A codec of a few messages; the real one is another bundle. */
final class TestCodec implements MessageCodec {
  private final String name;

  TestCodec() {
    this("test");
  }

  TestCodec(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int maxPayload(String command) {
    return command.equals("capped") ? 1000 : 4_000_000;
  }

  @Override
  public Message decode(String command, ByteBuffer payload) throws MalformedException {
    WireReader in = new WireReader(payload);
    return switch (command) {
      case "version" -> Version.read(in);
      case "verack" -> Verack.read(in);
      case "ping" -> Ping.read(in);
      case "pong" -> Pong.read(in);
      case "inv" -> Inv.read(in);
      case "bug" -> throw new IllegalStateException("a codec with a bug");
      default -> new Unknown(command, in.bytes(in.remaining()));
    };
  }

  @Override
  public ByteBuffer encode(Message message) {
    WireWriter out = new WireWriter();
    message.write(out);
    return out.toByteBuffer();
  }
}
