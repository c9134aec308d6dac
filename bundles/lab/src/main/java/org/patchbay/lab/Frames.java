package org.patchbay.lab;

import java.nio.ByteBuffer;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.Network;
import org.patchbay.wire.V1Frame;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.message.BlockMessage;
import org.patchbay.wire.message.FeeFilter;
import org.patchbay.wire.message.GetAddr;
import org.patchbay.wire.message.GetData;
import org.patchbay.wire.message.GetHeaders;
import org.patchbay.wire.message.Headers;
import org.patchbay.wire.message.Inv;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.Ping;
import org.patchbay.wire.message.SendAddrV2;
import org.patchbay.wire.message.SendHeaders;
import org.patchbay.wire.message.Tx;
import org.patchbay.wire.message.Unknown;
import org.patchbay.wire.message.Verack;
import org.patchbay.wire.message.Version;
import org.patchbay.wire.message.WtxidRelay;

/** Frames of the plain transport (protocol-facts §2), as far as lab peers listen. */
final class Frames {
  /** More than a node has reason to send to a lab peer. */
  static final int MAX_PAYLOAD = 4_000_000;

  private final int magic;

  Frames(Network network) {
    this.magic = network.magic();
  }

  ByteBuffer frame(String command, byte[] payload, boolean damaged) {
    int checksum = V1Frame.checksum(ByteBuffer.wrap(payload));
    ByteBuffer frame = ByteBuffer.allocate(V1Frame.HEADER_SIZE + payload.length);
    V1Frame.writeHeader(frame, magic, command, payload.length, damaged ? ~checksum : checksum);
    return frame.put(payload).flip();
  }

  /** Bytes of the frame at the position of a buffer with at least a header in it. */
  int length(ByteBuffer in) throws MalformedException {
    V1Frame.Parsed parsed = V1Frame.parse(in, magic);
    if (parsed instanceof V1Frame.Header header && header.length() <= MAX_PAYLOAD) {
      return V1Frame.HEADER_SIZE + header.length();
    }
    throw new MalformedException("frame " + parsed);
  }

  /** The message in a whole frame; what no lab peer listens to is unknown to it. */
  Message read(ByteBuffer frame) throws MalformedException {
    String command = V1Frame.command(frame, frame.position() + 4);
    ByteBuffer payload =
        frame.slice(
            frame.position() + V1Frame.HEADER_SIZE, frame.remaining() - V1Frame.HEADER_SIZE);
    WireReader in = new WireReader(payload);
    return switch (command) {
      case "version" -> Version.read(in);
      case "verack" -> new Verack();
      case "ping" -> Ping.read(in);
      case "getheaders" -> GetHeaders.read(in);
      case "headers" -> Headers.read(in);
      case "sendheaders" -> new SendHeaders();
      case "sendaddrv2" -> new SendAddrV2();
      case "getaddr" -> new GetAddr();
      case "inv" -> Inv.read(in);
      case "getdata" -> GetData.read(in);
      case "tx" -> Tx.read(in);
      case "block" -> BlockMessage.read(in);
      case "wtxidrelay" -> new WtxidRelay();
      case "feefilter" -> FeeFilter.read(in);
      default -> new Unknown(command, in.bytes(in.remaining()));
    };
  }
}
