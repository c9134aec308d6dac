package org.patchbay.portmap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Opens sockets to gateways, and one that hears them. Confined to the node loop. */
interface Lines {
  /**
   * A datagram socket that hears that gateway alone.
   *
   * @param from our own address; empty where the system chooses
   * @param received told on the node loop of each datagram, at most {@link Pcp#MOST} bytes
   * @throws IOException when there is no way there
   */
  Line open(InetSocketAddress gateway, Optional<InetAddress> from, Consumer<byte[]> received)
      throws IOException;

  /**
   * Hears what gateways tell everybody (RFC 6887 §14.1), until it is closed.
   *
   * @param announced told on the node loop who says what, at most {@link Pcp#MOST} bytes; of many
   *     at once some are lost
   * @throws IOException when nobody can be heard
   */
  Ear listen(BiConsumer<InetSocketAddress, byte[]> announced) throws IOException;

  /** Where announcements are heard. */
  interface Ear extends AutoCloseable {
    /** Nothing is heard after this. */
    @Override
    void close();
  }

  /** One such socket. */
  interface Line extends AutoCloseable {
    /** Our own address towards the gateway. */
    InetAddress local();

    /** Sends a datagram; one that cannot be sent is lost like any other. */
    void send(byte[] datagram);

    /** Nothing is received after this. */
    @Override
    void close();
  }
}
