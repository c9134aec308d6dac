package org.patchbay.lab;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.patchbay.wire.WireWriter;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.Verack;
import org.patchbay.wire.message.Version;

/**
 * Stands where the node would: takes every call, greets, dials whoever listens, and keeps notes.
 */
final class ScriptedNode implements Net {
  static final InetSocketAddress ADDRESS = new InetSocketAddress("127.0.0.1", 18_444);

  /** One line as the node sees it. */
  static final class Call implements Line {
    final List<Message> heard = new ArrayList<>();
    final List<String> log = new ArrayList<>();
    boolean closed;
    private Ear ear;

    @Override
    public void send(Message message) {
      heard.add(message);
      WireWriter out = new WireWriter();
      message.write(out);
      log(message.command(), out.toBytes(), false);
    }

    @Override
    public void send(String command, byte[] payload) {
      log(command, payload, false);
    }

    @Override
    public void sendDamaged(String command, byte[] payload) {
      log(command, payload, true);
    }

    @Override
    public void sendRaw(byte[] bytes) {
      log("raw", bytes, false);
    }

    @Override
    public int waiting() {
      return 0;
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        ear.closed();
      }
    }

    void say(Message... messages) {
      for (Message message : messages) {
        ear.heard(message);
      }
    }

    String agent() {
      return heard.stream()
          .filter(Version.class::isInstance)
          .map(message -> ((Version) message).userAgent())
          .findFirst()
          .orElse("");
    }

    <M extends Message> List<M> heard(Class<M> type) {
      return heard.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private void log(String command, byte[] payload, boolean damaged) {
      log.add(command + (damaged ? "! " : " ") + java.util.HexFormat.of().formatHex(payload));
    }
  }

  final List<Call> calls = new ArrayList<>();
  private final Map<InetSocketAddress, Function<Line, Ear>> listeners = new LinkedHashMap<>();
  private boolean listens = true;

  Optional<InetSocketAddress> address() {
    return listens ? Optional.of(ADDRESS) : Optional.empty();
  }

  void listens(boolean wanted) {
    listens = wanted;
  }

  @Override
  public InetSocketAddress listen(Function<Line, Ear> callee) {
    InetSocketAddress address = new InetSocketAddress("127.0.0.1", 20_000 + listeners.size());
    listeners.put(address, callee);
    return address;
  }

  @Override
  public void dial(InetSocketAddress to, Function<Line, Ear> caller, Runnable failed) {
    Call call = new Call();
    calls.add(call);
    call.ear = caller.apply(call);
  }

  /** Dials a lab peer that listens. */
  Call dial(InetSocketAddress to) {
    Call call = new Call();
    calls.add(call);
    call.ear = listeners.get(to).apply(call);
    return call;
  }

  /** Shakes hands with everybody who waits for it. */
  void greetAll() {
    for (Call call : calls) {
      if (!call.closed && call.heard(Verack.class).isEmpty()) {
        call.say(MadeUp.version(0, 0, 1, "/Node:0/", 0), new Verack());
      }
    }
  }

  Call call(String agent) {
    return calls.stream()
        .filter(call -> !call.closed && call.agent().startsWith("/" + agent))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no live call of " + agent));
  }
}
