package org.patchbay.transport;

import java.util.HexFormat;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.wire.V1Frame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the two ends of a link speak, from the first byte until it is settled (protocol-facts §3).
 * Confined to the event loop, but for {@link #protocol} and {@link #session}, which any thread may
 * ask.
 */
final class Negotiation implements KeyExchange.Owner {
  private static final Logger LOG = LoggerFactory.getLogger(Negotiation.class);

  private final long id;
  private final boolean inbound;
  private final Lane lane;
  private final Intake intake;
  private final Outbox outbox;
  private final Runnable wake;

  /** Null once it is settled what both ends speak. */
  private KeyExchange exchange;

  private volatile String protocol = "detecting";
  private volatile String session = "";

  /**
   * @param wake has what is in the outbox written, once there is a channel
   */
  Negotiation(long id, boolean inbound, Lane lane, Intake intake, Outbox outbox, Runnable wake) {
    this.id = id;
    this.inbound = inbound;
    this.lane = lane;
    this.intake = intake;
    this.outbox = outbox;
    this.wake = wake;
  }

  /**
   * Has the intake read.
   *
   * @param encrypted whether version 2 is tried, or looked for when the link is inbound
   */
  void begin(boolean encrypted) {
    if (encrypted) {
      exchange = new KeyExchange(!inbound, lane.means(), intake.delivery(), this);
      intake.read(exchange);
    } else {
      plain();
    }
  }

  /** Who connects speaks first. Answers whether there is something to write. */
  boolean introduce() {
    boolean first = exchange != null && !inbound;
    if (first) {
      exchange.introduce();
    }
    return first;
  }

  /**
   * Rule: we try version 1 only when we connected, have sent what a peer of version 1 can refuse,
   * and have received nothing at all. Reason: else who can break connections on the way could have
   * us speak in the clear with a peer that has begun to answer (protocol-facts §3.7).
   */
  boolean mayFallBack(long bytesIn) {
    return exchange != null && !inbound && bytesIn == 0 && outbox.written() >= V1Frame.HEADER_SIZE;
  }

  /**
   * The other end closed. Where the rule forbids version 1, as it does for a peer that answers our
   * key with an error, the operator is told what is left to do.
   */
  CloseReason hungUp(long bytesIn) {
    return exchange == null || inbound || bytesIn == 0
        ? CloseReason.of(CloseReason.Code.REMOTE_CLOSED)
        : CloseReason.of(
            CloseReason.Code.REMOTE_CLOSED,
            "it answered our key of version 2 with "
                + bytesIn
                + " bytes that are none; if it speaks version 1 alone, set v2 = false in"
                + " patchbay.transport");
  }

  @Override
  public void send(byte[] bytes) {
    outbox.raw(bytes);
    wake.run();
  }

  @Override
  public MessageReader plain() {
    exchange = null;
    protocol = "v1";
    outbox.plain();
    MessageReader frames = intake.plain();
    wake.run();
    return frames;
  }

  @Override
  public void secured(LengthCipher lengths, PacketCipher packets) {
    outbox.sealed(lengths, packets);
    wake.run();
  }

  @Override
  public MessageReader packets(
      LengthCipher lengths, PacketCipher packets, byte[] aad, byte[] name) {
    exchange = null;
    PacketReader reader =
        new PacketReader(
            lengths,
            packets,
            aad,
            lane.scratch(),
            lane.bounds().in(),
            intake.delivery(),
            () -> {
              session = HexFormat.of().formatHex(name);
              protocol = "v2";
              LOG.debug("link {} speaks version 2, session {}", id, session);
            });
    intake.read(reader);
    return reader;
  }

  String protocol() {
    return protocol;
  }

  String session() {
    return session;
  }
}
