package org.patchbay.portmap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.patchbay.sim.VirtualLoop;

/** Datagrams to scripted gateways on virtual time; an answer needs a millisecond. */
final class FakeLines implements Lines {
  private final VirtualLoop loop;
  private final Map<InetSocketAddress, ScriptedGateway> gateways = new LinkedHashMap<>();
  final List<InetAddress> sources = new ArrayList<>();
  int open;
  BiConsumer<InetSocketAddress, byte[]> hearing;
  boolean deaf;

  FakeLines(VirtualLoop loop) {
    this.loop = loop;
  }

  ScriptedGateway gateway(InetSocketAddress at) {
    return gateways.computeIfAbsent(at, where -> new ScriptedGateway());
  }

  @Override
  public Line open(InetSocketAddress gateway, Optional<InetAddress> from, Consumer<byte[]> received)
      throws IOException {
    ScriptedGateway there = gateways.get(gateway);
    if (there == null) {
      throw new IOException("no way to " + gateway);
    }
    open++;
    InetAddress local = from.orElse(InetAddress.getByName("192.168.1.7"));
    sources.add(local);
    return new Line() {
      private boolean closed;

      @Override
      public InetAddress local() {
        return local;
      }

      @Override
      public void send(byte[] datagram) {
        for (byte[] answer : there.answer(datagram)) {
          loop.after(
              Duration.ofMillis(1),
              () -> {
                if (!closed) {
                  received.accept(answer);
                }
              });
        }
      }

      @Override
      public void close() {
        open -= closed ? 0 : 1;
        closed = true;
      }
    };
  }

  @Override
  public Ear listen(BiConsumer<InetSocketAddress, byte[]> announced) throws IOException {
    if (deaf) {
      throw new IOException("port 5350 of UDP: somebody is there");
    }
    hearing = announced;
    return () -> hearing = null;
  }
}
