package org.patchbay.wire.message;

import org.patchbay.wire.MalformedException;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/**
 * The first message each way (protocol-facts §5.1).
 *
 * @param time unix seconds; a negative one is read as 0
 * @param receiver what the sender thinks our address is
 * @param sender zeros from most nodes
 * @param nonce tells a connection to oneself; 1 when absent
 * @param userAgent at most 256 bytes, as sent
 * @param startHeight -1 when absent
 * @param relay whether transactions are wanted; true when absent
 */
public record Version(
    int protocolVersion,
    long services,
    long time,
    long receiverServices,
    NetworkAddress receiver,
    long senderServices,
    NetworkAddress sender,
    long nonce,
    String userAgent,
    int startHeight,
    boolean relay)
    implements Message {
  /** Most bytes of a user agent. */
  public static final int MAX_USER_AGENT = 256;

  /** Reads the payload; the groups from {@code senderServices} on may be absent. */
  public static Version read(WireReader in) throws MalformedException {
    int protocolVersion = in.i32();
    long services = in.u64();
    long time = Math.max(0, in.i64());
    long receiverServices = in.u64();
    NetworkAddress receiver = address(in);
    long senderServices = 0;
    NetworkAddress sender = NetworkAddress.ofLegacy(new byte[16], 0);
    long nonce = 1;
    String userAgent = "";
    int startHeight = -1;
    boolean relay = true;
    if (in.remaining() > 0) {
      senderServices = in.u64();
      sender = address(in);
      nonce = in.u64();
    }
    if (in.remaining() > 0) {
      userAgent = in.string(MAX_USER_AGENT);
    }
    if (in.remaining() > 0) {
      startHeight = in.i32();
    }
    if (in.remaining() > 0) {
      relay = in.bool();
    }
    return new Version(
        protocolVersion,
        services,
        time,
        receiverServices,
        receiver,
        senderServices,
        sender,
        nonce,
        userAgent,
        startHeight,
        relay);
  }

  @Override
  public String command() {
    return "version";
  }

  @Override
  public void write(WireWriter out) {
    out.i32(protocolVersion).u64(services).i64(time).u64(receiverServices);
    out.bytes(receiver.legacy16()).u16be(receiver.port());
    out.u64(senderServices).bytes(sender.legacy16()).u16be(sender.port());
    out.u64(nonce).string(userAgent).i32(startHeight).bool(relay);
  }

  private static NetworkAddress address(WireReader in) throws MalformedException {
    byte[] ip = in.bytes(16);
    return NetworkAddress.ofLegacy(ip, in.u16be());
  }
}
